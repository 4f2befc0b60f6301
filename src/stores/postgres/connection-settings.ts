import { type ClientBase, type ClientConfig, types } from 'pg';
import { storeUnavailable } from '../sql/store-unavailable.ts';

/** How long connecting may take, and waiting for a connection of the pool. */
const CONNECT_MS_MAX = 3_000;
/** How long the server works on one statement; it also ends a wait for a lock. */
const STATEMENT_MS_MAX = 5_000;
/** How long this side waits for an answer: a server that is gone without a word answers nothing. */
const ANSWER_MS_MAX = 8_000;
const IDLE_IN_TRANSACTION_MS_MAX = 10_000;
const OLDEST_VERSION = 15;

/** Settings of every connection; parameters of the URL go before them. */
export function connectionSettings(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'jeton',
    connectionTimeoutMillis: CONNECT_MS_MAX,
    statement_timeout: STATEMENT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: getTypeParser as typeof types.getTypeParser },
  };
}

/** Settings for changing the schema, which may take as long as the tables are large. */
export function migrationSettings(url: string): ClientConfig {
  return {
    ...connectionSettings(url),
    statement_timeout: false,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  };
}

/** Makes a fresh connection fit for use; rejects when its server is not one to work with. */
export async function prepareSession(client: ClientBase): Promise<void> {
  const { rows } = await client.query(sessionSql);
  const [{ is_standby, version, encoding }] = rows as [SessionRow];
  if (is_standby) throw storeUnavailable('the database server is a standby, which may lag behind');
  if (version < OLDEST_VERSION * 10_000)
    throw storeUnavailable(`the database server is older than PostgreSQL ${OLDEST_VERSION}`);
  if (encoding !== 'UTF8') throw storeUnavailable(`the database is encoded in ${encoding}: it must be UTF8`);
}

interface SessionRow {
  readonly is_standby: boolean;
  readonly version: number;
  readonly encoding: string;
}

// The server's or the role's defaults may promise less than is acknowledged here; what promises more is left alone.
const sessionSql = `select
  pg_is_in_recovery() as is_standby,
  current_setting('server_version_num')::int as version,
  current_setting('server_encoding') as encoding,
  set_config('default_transaction_isolation', 'read committed', false),
  set_config('synchronous_commit', case current_setting('synchronous_commit')
    when 'remote_apply' then 'remote_apply' else 'on' end, false),
  set_config('bytea_output', 'hex', false),
  set_config('jit', 'off', false)`;

const BIGINT = 20;
const JSON_TEXT = 114;

/** Numbers stay within 53 bits; JSON is parsed where it is understood. */
function getTypeParser(type: number, format?: 'text' | 'binary'): unknown {
  if (type === BIGINT) return Number;
  if (type === JSON_TEXT) return asText;
  return types.getTypeParser(type, format as 'text');
}

function asText(text: string): string {
  return text;
}
