import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const rootSecret = randomBytes(24).toString('base64url');
const asRoot = { authorization: `Bearer ${rootSecret}` };

it('goes on beside the next version: its schema has more, and its log has subjects unknown here', async () => {
  const JETON_DATABASE_URL = await postgres.createDatabase();
  const JETON_KEY = randomBytes(32).toString('base64');
  const env = { JETON_DATABASE_URL, JETON_KEY, JETON_BOOTSTRAP_TOKEN: rootSecret };
  const node = await startJeton({ dataDir: newDataDir(), env });
  const ask = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await node.send(`/api/v1${path}`, { method, headers: asRoot, body });
    expect(status, text).toBeLessThan(300);
    return text === '' ? null : JSON.parse(text);
  };
  const issue = () => ask('POST', '/tokens', { kind: 'access_token', name: 'rolling' });
  const isValid = async (token: string) => (await ask('POST', '/tokens/verify', { token })).valid;
  const before = await issue();
  expect(await isValid(before.meta.secret)).toBe(true);

  const database = new URL(JETON_DATABASE_URL).pathname.slice(1);
  const asNext = (sql: string) => postgres.query(sql, database);
  await asNext("alter table token add column of_the_next_version text not null default 'x'");
  await asNext('create table only_the_next_version_knows (id bigint primary key)');
  await asNext("insert into migration (name) values ('9999-of-the-next-version')");
  const change = async (subjects: string) =>
    asNext(`with tick as (update change_clock set last_number = last_number + 1 returning last_number),
      logged as (insert into change_log (number, change_id, subjects)
        select last_number, gen_random_uuid(), '${subjects}' from tick returning number)
      select pg_notify('jeton_change', number || ' ${subjects}') from logged`);
  const [{ id } = { id: null }] = await asNext(`select id from token where name = 'rolling'`);
  // Written as the next version would: the old node does not understand what was touched, and forgets everything.
  await asNext(`begin;
    update token set revoked_at = 1 where id = ${id};
    with tick as (update change_clock set last_number = last_number + 1 returning last_number)
      insert into change_log (number, change_id, subjects) select last_number, gen_random_uuid(), 'hologram:7' from tick;
    commit`);
  await expect.poll(() => isValid(before.meta.secret), { timeout: 10_000 }).toBe(false);
  await change('hologram:8');

  const after = await issue();
  expect(await isValid(after.meta.secret)).toBe(true);
  await ask('DELETE', `/tokens/${after.data.id}`);
  expect(await isValid(after.meta.secret)).toBe(false);
  expect((await node.send('/readyz')).status).toBe(200);

  const late = await runJeton(['serve', '--port', '0'], { dataDir: newDataDir(), env });
  expect([late.code, late.stderr]).toEqual([1, expect.stringContaining('newer version')]);
  expect((await node.stop()).code).toBe(0);
});
