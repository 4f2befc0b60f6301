import { Client, type QueryResult } from 'pg';
import { connectionSettings, prepareSession } from './connection-settings.ts';
import { isRefusedStatement, toStoreError } from './postgres-error.ts';

const NAME = 'jeton-look-up';
/** What failed later than this is not tried again: whoever asked has waited long enough. */
const RETRY_MS_MAX = 1_000;
// The planner takes a table that nobody analyzed for a small one: it must use the index all the same.
const byIndexOnly = 'set enable_seqscan = off';

/** A connection of its own for one prepared query, many of which may be under way; it connects anew by itself. */
export class LookUpConnection {
  readonly #url: string;
  readonly #sql: string;
  #connected: Promise<Client> | null = null;
  #underWay = 0;
  #isClosed = false;

  constructor(url: string, sql: string) {
    this.#url = url;
    this.#sql = sql;
  }

  /** Queries that are not answered yet. */
  get underWay(): number {
    return this.#underWay;
  }

  async query(parameters: readonly unknown[]): Promise<QueryResult['rows']> {
    const begin = performance.now();
    this.#underWay += 1;
    try {
      return await this.#ask(parameters).catch((error: unknown) => {
        // A read may be asked twice: what broke may have been this connection alone.
        const isLate = performance.now() - begin > RETRY_MS_MAX;
        if (isLate || this.#isClosed || isRefusedStatement(error)) throw error;
        return this.#ask(parameters);
      });
    } catch (error) {
      throw toStoreError(error);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Lets the present connection go once it has answered; the next query connects anew. */
  renew(): void {
    void this.#release();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#release();
  }

  async #release(): Promise<void> {
    const connected = this.#connected;
    this.#connected = null;
    await connected?.then((client) => client.end()).catch(() => undefined);
  }

  async #ask(parameters: readonly unknown[]): Promise<QueryResult['rows']> {
    if (this.#isClosed) throw new Error('the store is closed');
    this.#connected ??= this.#connect();
    const connected = this.#connected;
    try {
      const client = await connected;
      const { rows } = await client.query({ name: NAME, text: this.#sql, values: [...parameters] });
      return rows;
    } catch (error) {
      if (!isRefusedStatement(error)) this.#forget(connected);
      throw error;
    }
  }

  #connect(): Promise<Client> {
    const client = new Client({ ...connectionSettings(this.#url), pipeline: true });
    const connected = open(client);
    const forget = () => this.#forget(connected);
    client.on('error', forget);
    client.on('end', forget);
    return connected;
  }

  #forget(connected: Promise<Client>): void {
    if (this.#connected === connected) this.#connected = null;
  }
}

async function open(client: Client): Promise<Client> {
  try {
    await client.connect();
    await prepareSession(client);
    await client.query(byIndexOnly);
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
}
