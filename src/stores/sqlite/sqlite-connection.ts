import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Database } from '../sql/schema.ts';
import { toStoreError } from './sqlite-error.ts';

/** Enough for every query of the program; texts with a varying number of values push out the least recently used. */
const STATEMENTS_MAX = 200;
const BUSY_TIMEOUT_MS = 5_000;

export interface ConnectionOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly readOnly: boolean;
}

interface PreparedStatement {
  readonly statement: StatementSync;
  /** Asked once: describing the columns costs as much as a look-up. */
  readonly returnsRows: boolean;
}

/** One connection with its statements prepared once; what it throws has passed `toStoreError`. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor({ path, readOnly }: ConnectionOptions) {
    this.#database = guarded(() => new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS }));
    this.#configure(readOnly);
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Runs a statement without parameters or result. */
  run(sql: string): void {
    guarded(() => this.#statement(sql).statement.run());
  }

  /** The first row, or undefined. */
  get(sql: string, parameters: readonly SQLInputValue[]): Record<string, SQLOutputValue> | undefined {
    return guarded(() => this.#statement(sql).statement.get(...parameters));
  }

  /** The query builder over this connection. */
  createKysely(): Kysely<Database> {
    const database = { prepare: (sql: string) => this.#prepareForKysely(sql), close: () => this.close() };
    return new Kysely<Database>({ dialect: new SqliteDialect({ database }) });
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) guarded(() => this.#database.close());
  }

  /**
   * Pages are not mapped into memory: a read error on a mapped page would kill the process instead of rejecting a query.
   * FULL, because in WAL mode anything less loses acknowledged commits with the power.
   */
  #configure(readOnly: boolean): void {
    const forWriting = ['journal_mode = wal', 'synchronous = full', 'journal_size_limit = 67108864'];
    const pragmas = [
      'foreign_keys = on',
      'trusted_schema = off',
      'temp_store = memory',
      'cache_size = -65536',
      ...(readOnly ? [] : forWriting),
    ];
    for (const pragma of pragmas) guarded(() => this.#database.exec(`pragma ${pragma}`));
  }

  #prepareForKysely(sql: string): SqliteStatement {
    const { statement, returnsRows } = guarded(() => this.#statement(sql));
    return {
      reader: returnsRows,
      all: (parameters) => guarded(() => statement.all(...(parameters as SQLInputValue[]))),
      run: (parameters) => guarded(() => statement.run(...(parameters as SQLInputValue[]))),
      iterate: () => {
        // An open iteration would pin an old snapshot for every statement of the connection.
        throw new Error('queries are not streamed');
      },
    };
  }

  #statement(sql: string): PreparedStatement {
    const prepared = this.#statements.get(sql) ?? this.#prepare(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, prepared);
    if (this.#statements.size > STATEMENTS_MAX) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    return prepared;
  }

  #prepare(sql: string): PreparedStatement {
    const statement = this.#database.prepare(sql);
    return { statement, returnsRows: statement.columns().length > 0 };
  }
}

function guarded<Result>(step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    throw toStoreError(error);
  }
}
