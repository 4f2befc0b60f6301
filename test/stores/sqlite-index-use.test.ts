import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { TokenFilter, TokenOrder, TokenPosition } from '../../src/core/store.ts';
import { matchingEvents } from '../../src/stores/sql/reads/audit-reads.ts';
import { findTokenSql } from '../../src/stores/sql/reads/find-token-sql.ts';
import { tokenPage } from '../../src/stores/sql/reads/token-page.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open-sqlite-store.ts';
import { SqliteConnection } from '../../src/stores/sqlite/sqlite-connection.ts';
import { issue, noon } from '../support/store-fixtures.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** How SQLite finds the rows of a query in a database whose statistics nobody has gathered. */
async function planner(): Promise<{
  readonly db: ReturnType<SqliteConnection['createKysely']>;
  plan(sql: string, parameters: readonly unknown[]): string;
}> {
  const path = join(temporaryDirectory(), 'jeton.db');
  const store = await openSqliteStore({ path, migrate: true });
  await issue(store);
  await store.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const connection = new SqliteConnection({ path, readOnly: true });
  return {
    db: connection.createKysely(),
    plan(sql, parameters) {
      const rows = database.prepare(`explain query plan ${sql}`).all(...(parameters as string[]));
      return rows.map(({ detail }) => detail).join('\n');
    },
  };
}

const live: Partial<TokenFilter> = {
  statuses: ['active', 'disabled'],
  kinds: ['access_token', 'deploy_token'],
};
const one: Partial<TokenFilter> = { statuses: ['active'], kinds: ['access_token'] };
const newest: TokenOrder = { by: 'createdAt', direction: 'desc' };
const byId: TokenOrder = { by: 'id', direction: 'asc' };
const soonest: TokenOrder = { by: 'expiresAt', direction: 'asc' };
const after: TokenPosition = { value: noon, id: 7 };

test('the look-up by digest is one search in one index over all kinds', async () => {
  const { plan } = await planner();
  const found = plan(findTokenSql(['?', '?']), [randomBytes(32), randomBytes(32)]);
  expect(found).toContain('SEARCH token USING INDEX token_digest (digest=?)');
  expect(found).not.toContain('SCAN');
});

test.each<[string, Partial<TokenFilter>, TokenOrder, TokenPosition | null, string]>([
  ['a name', { name: 'n' }, newest, null, 'token_name (name=?)'],
  ['a name, kinds and states', { name: 'n', ...live }, newest, null, 'token_name (name=?)'],
  ['a name, a kind and a state', { name: 'n', ...one }, byId, null, 'token_name (name=?)'],
  ['an account', { accountId: 1, ...one }, newest, null, 'token_account (account_id=?)'],
  ['an account, from a position', { accountId: 1, ...live }, byId, after, 'token_account (account_id=?'],
  ['a resource', { resourceId: 1, ...live }, newest, null, 'token_resource (resource_id=?)'],
  ['a kind and a state', one, byId, null, 'token_kind (kind=?)'],
  ['a kind and a state, by time', one, newest, null, 'token_kind_created_at (kind=?)'],
  ['kinds and states', live, byId, null, 'token_kind (kind=?)'],
  ['kinds and states, by time', live, newest, null, 'token_kind_created_at (kind=?)'],
  ['a position in time', {}, newest, after, 'token_created_at (created_at<?)'],
  ['a position in names', {}, { by: 'name', direction: 'asc' }, { value: 'n', id: 7 }, 'token_name (name>?)'],
  ['a position in expiries', {}, soonest, after, 'token_expires_at (<expr>>?)'],
  ['an expiry before', { expiresBefore: noon }, soonest, null, 'token_expires_at (<expr><?)'],
  ['an expiry after', { expiresAfter: noon }, soonest, null, 'token_expires_at (<expr>>? AND <expr><?)'],
  [
    'a creation between',
    { createdAfter: 1, createdBefore: 9 },
    newest,
    null,
    'token_created_at (created_at>? AND',
  ],
])('a list by %s begins in its index', async (_, filter, order, position, index) => {
  const { db, plan } = await planner();
  const query = { now: noon, order, limit: 20, ...filter, ...(position && { after: position }) };
  const { sql, parameters } = tokenPage(db, query).compile();
  const found = plan(sql, parameters);
  expect(found.replaceAll('COVERING ', '')).toContain(`SEARCH token USING INDEX ${index}`);
  expect(found).not.toContain('SCAN token');
});

test('a list of what happened to tokens of some kinds begins in the index over kinds', async () => {
  const { db, plan } = await planner();
  const { sql, parameters } = matchingEvents(db, {
    tokenEvents: [{ types: ['token_issued'], kinds: ['unleash_client_token', 'unleash_admin_token'] }],
  })
    .selectAll()
    .orderBy('id', 'desc')
    .limit(50)
    .compile();
  expect(plan(sql, parameters)).toContain('SEARCH audit_event USING INDEX audit_event_kind (<expr>=?)');
});
