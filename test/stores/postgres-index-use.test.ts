import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TokenFilter, TokenOrder, TokenPosition } from '../../src/core/store.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { PostgresPool } from '../../src/stores/postgres/postgres-pool.ts';
import { findTokensSql } from '../../src/stores/sql/reads/find-token-sql.ts';
import { tokenPage } from '../../src/stores/sql/reads/token-page.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { noon } from '../support/store-fixtures.ts';

const TOKENS = 20_000;

let server: PostgresServer;
let pool: PostgresPool;

beforeAll(async () => {
  server = await startPostgres();
  const url = await server.createDatabase();
  await (await openStore({ databaseUrl: url })).close();
  await server.query(manyTokens, new URL(url).pathname.slice(1));
  await server.query('analyze', new URL(url).pathname.slice(1));
  pool = new PostgresPool(url, 1, () => undefined);
});
afterAll(async () => {
  await pool.close();
  await server.close();
});

/** Enough that no planner takes reading them all for the cheapest way: a hundred owners, twenty kinds, a year of expiries. */
const manyTokens = `
  insert into account (id, type, username, username_key, name, role, attributes, created_at, updated_at)
    select i, 'user', 'u' || i, 'u' || i, 'x', 'editor', '{}', 0, 0 from generate_series(1, 100) as i;
  insert into resource (id, type, path, name, attributes, created_at, updated_at)
    overriding system value select i, 'project', 'p' || i, 'x', '{}', 0, 0 from generate_series(1, 100) as i;
  insert into token (digest, kind, public_id, name, account_id, resource_id, scopes, created_at, updated_at,
      expires_at, irregular, attributes, search_text)
    select sha256(i::text::bytea), case when i % 20 = 0 then 'access_token' else 'kind_' || i % 20 end, 'x', 'name ' || i,
      1 + i % 100, 1 + i % 100, '[]', ${noon} + i * 1000, ${noon} + i * 1000,
      case when i % 3 = 0 then null else ${noon} + (i * 7919 % ${TOKENS}) * 60000 end, 0, '{}', 'x'
    from generate_series(1, ${TOKENS}) as i`;

async function plan(text: string, parameters: readonly unknown[]): Promise<string> {
  const { rows } = await pool
    .createKysely()
    .executeQuery<Record<string, string>>({ sql: `explain ${text}`, parameters } as never);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const one: Partial<TokenFilter> = { statuses: ['active'], kinds: ['access_token'] };
const by = (name: Exclude<TokenOrder['by'], 'selfService'>, direction: 'asc' | 'desc'): TokenOrder => ({
  by: name,
  direction,
});
const from = (value: number | string): TokenPosition => ({ value, id: 7 });

test('the look-up by digest is one search in one index over all kinds', async () => {
  const found = await plan(findTokensSql, [[Buffer.alloc(32, 1), Buffer.alloc(32, 2)]]);
  expect(found).toMatch(/(?:using|on) token_digest\b/);
  expect(found).not.toMatch(/Seq Scan on token\b/);
});

test.each<[string, Partial<TokenFilter>, TokenOrder, TokenPosition | null, string]>([
  ['a name', { name: 'name 7' }, by('createdAt', 'desc'), null, 'token_name'],
  ['an account', { accountId: 1 }, by('id', 'desc'), null, 'token_account'],
  ['an account, a kind and a state', { accountId: 1, ...one }, by('id', 'desc'), null, 'token_account'],
  ['a resource', { resourceId: 1 }, by('id', 'desc'), null, 'token_resource'],
  ['a kind and a state', one, by('id', 'asc'), null, 'token_kind'],
  ['nothing, by id', {}, by('id', 'desc'), null, 'token_pkey'],
  ['nothing, by id from a position', {}, by('id', 'asc'), from(7), 'token_pkey'],
  ['nothing, by time', {}, by('createdAt', 'desc'), null, 'token_created_at'],
  ['nothing, by time from a position', {}, by('createdAt', 'desc'), from(noon + 9_000), 'token_created_at'],
  ['nothing, by name', {}, by('name', 'asc'), null, 'token_name'],
  ['nothing, by name from a position', {}, by('name', 'desc'), from('name 7'), 'token_name'],
  ['nothing, by expiry', {}, by('expiresAt', 'asc'), null, 'token_expires_at'],
  ['nothing, by expiry from a position', {}, by('expiresAt', 'desc'), from(noon + 9_000), 'token_expires_at'],
  ['an expiry before', { expiresBefore: noon + 600_000 }, by('id', 'desc'), null, 'token_expires_at'],
  [
    'an expiry between',
    { expiresAfter: noon, expiresBefore: noon + 600_000 },
    by('expiresAt', 'asc'),
    null,
    'token_expires_at',
  ],
  [
    'a creation between',
    { createdAfter: noon, createdBefore: noon + 60_000 },
    by('name', 'asc'),
    null,
    'token_created_at',
  ],
])('a list by %s begins in its index', async (_, filter, order, after, index) => {
  const query = { now: noon, order, limit: 51, ...filter, ...(after && { after }) };
  const { sql, parameters } = tokenPage(pool.createKysely(), query).compile();
  const found = await plan(sql, parameters);
  expect(found).toMatch(new RegExp(`(?:using|on) ${index}\\b`));
  expect(found).not.toMatch(/Seq Scan on token\b/);
});
