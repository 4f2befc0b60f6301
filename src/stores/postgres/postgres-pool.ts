import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import type { Database } from '../sql/schema.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { connectionSettings, prepareSession } from './connection-settings.ts';
import { isReadOnly, isRefusedStatement, toStoreError, UnknownOutcomeError } from './postgres-error.ts';

/** Beyond these a query is refused at once: a database that cannot follow must not fill the memory. */
const WAITING_MAX = 1_000;
const IDLE_MS_MAX = 30_000;
/** A connection ends some day, so that a server that joined or took over gets its share. */
const LIFETIME_SECONDS_MAX = 1_800;

/** Connections that are lent for a query or a transaction; what they throw has passed `toStoreError`. */
export class PostgresPool {
  readonly #pool: Pool;
  readonly #onReadOnly: () => void;
  readonly #generations = new WeakMap<PoolClient, number>();
  readonly #warnings = new WeakMap<PoolClient, Error>();
  #generation = 0;
  #lent = 0;
  #closing: PromiseWithResolvers<void> | null = null;

  /** `onReadOnly` is called when a server turns out to take no writes: whoever holds a connection lets it go. */
  constructor(url: string, max: number, onReadOnly: () => void) {
    this.#onReadOnly = onReadOnly;
    this.#pool = new Pool({
      ...connectionSettings(url),
      max,
      idleTimeoutMillis: IDLE_MS_MAX,
      maxLifetimeSeconds: LIFETIME_SECONDS_MAX,
      onConnect: prepareSession,
    });
    // A connection that is lost while nobody uses it is only removed; who uses it learns from the query.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => {
      client.on('error', () => undefined);
      client.on('notice', ({ message }) => void this.#warnings.set(client, new Error(message)));
      this.#generations.set(client, this.#generation);
    });
  }

  /** The query builder over these connections. */
  createKysely(): Kysely<Database> {
    const pool = { connect: () => this.#lend(), end: async () => undefined, options: {} };
    return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  }

  /** Waits for what was lent; nothing is lent any more. */
  async close(): Promise<void> {
    if (this.#closing !== null) return this.#closing.promise;
    this.#closing = Promise.withResolvers<void>();
    if (this.#lent === 0) this.#closing.resolve();
    await this.#closing.promise;
    await this.#pool.end();
  }

  async #lend(): Promise<PostgresPoolClient> {
    if (this.#closing !== null) throw storeUnavailable('the store is closed');
    if (this.#pool.waitingCount >= WAITING_MAX)
      throw storeUnavailable('too many queries are waiting for the database');
    this.#lent += 1;
    try {
      return this.#guarded(await this.#connect());
    } catch (error) {
      this.#takeBack();
      throw toStoreError(error);
    }
  }

  /** A connection made since one was last lost. */
  async #connect(): Promise<PoolClient> {
    for (;;) {
      const client = await this.#pool.connect();
      if (this.#generations.get(client) === this.#generation) return client;
      client.release(true);
    }
  }

  #guarded(client: PoolClient): PostgresPoolClient {
    let isBroken = false;
    const query = async (sql: string, parameters: readonly unknown[]) => {
      this.#warnings.delete(client);
      const result = await client.query(sql, [...parameters]).catch((error: unknown) => {
        // A connection that did not answer in time may answer the next query with what is late.
        if (!isRefusedStatement(error)) isBroken = true;
        if (isBroken || isReadOnly(error)) this.#renew(client);
        if (isReadOnly(error)) this.#onReadOnly();
        throw toStoreError(error);
      });
      this.#checkCommit(client, result.command);
      return result;
    };
    const release = (destroy?: boolean) => {
      client.release(isBroken || destroy === true || this.#generations.get(client) !== this.#generation);
      this.#takeBack();
    };
    return { query: query as unknown as PostgresPoolClient['query'], release };
  }

  /** A commit whose wait for the standby was cut short is told as a success with a warning; a failover may lose it. */
  #checkCommit(client: PoolClient, command: string): void {
    const warning = this.#warnings.get(client);
    if (command === 'COMMIT' && warning !== undefined) throw new UnknownOutcomeError(warning);
  }

  #takeBack(): void {
    this.#lent -= 1;
    if (this.#lent === 0) this.#closing?.resolve();
  }

  /**
   * Every connection is made anew: one that is lost seldom is the only one, and after a failover the old server may go
   * on answering reads from its past.
   */
  #renew(client: PoolClient): void {
    if (this.#generations.get(client) === this.#generation) this.#generation += 1;
  }
}
