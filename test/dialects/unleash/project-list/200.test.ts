import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;
let admin: string;

beforeAll(async () => {
  server = await startServer();
  for (const path of ['one', 'two', 'a/b'])
    await server.authority.createResource(server.operator, { type: 'unleash_project', path });
  admin = (await issue(server, { kind: 'unleash_admin_token', name: 'admin' })).secret;
  await issue(server, { name: 'all' });
  await issue(server, { name: 'one', attributes: { projects: ['one'] } });
  await issue(server, {
    name: 'both',
    kind: 'unleash_frontend_token',
    attributes: { projects: ['two', 'one'] },
  });
  await issue(server, { name: 'two', attributes: { projects: ['two'] } });
});
afterAll(() => server.close());

async function names(authorization: string, project: string): Promise<readonly string[]> {
  const { status, json } = await call(server, authorization, 'GET', `/projects/${project}/api-tokens`);
  expect(status).toBe(200);
  return json.tokens.map(({ tokenName }: { readonly tokenName: string }) => tokenName);
}

test('a project’s tokens are those that name it, whatever their family, oldest first', async () => {
  for (const caller of [
    await personalToken(server, 'editor'),
    await personalToken(server, 'admin'),
    await permitted(server, 'READ_PROJECT_API_TOKEN'),
    server.rootSecret,
  ]) {
    expect(await names(caller, 'one')).toEqual(['one', 'both']);
    expect(await names(caller, 'default')).toEqual([]);
  }
});

test('an admin token is nobody’s in a project, even one that was imported as if it were', async () => {
  const { details } = await issue(server, {
    kind: 'unleash_admin_token',
    name: 'odd',
    secret: 'one:default.admin-token-of-another-installation',
    attributes: { projects: ['one'] },
  });
  expect(await names(await personalToken(server, 'editor'), 'one')).toEqual(['one', 'both']);
  await server.authority.revoke(server.operator, details);
});

test('an admin token sees every token of the instance in any project, as in Unleash', async () => {
  expect(await names(admin, 'one')).toEqual(['admin', 'all', 'one', 'both', 'two']);
});

test('tokens are shown as lists show them, and that their secrets were read is audited', async () => {
  const reader = await permitted(server, 'READ_PROJECT_API_TOKEN');
  const { json } = await call(server, reader, 'GET', '/projects/two/api-tokens');
  const byName = await call(server, admin, 'GET', '/api-tokens/two');
  expect(json.tokens[1]).toEqual(byName.json.tokens[0]);
  const events = await server.authority.auditEvents({ type: 'secrets_read', limit: 9 });
  expect(events.map(({ details }) => details.subject)).toContain('GET /api/admin/projects/two/api-tokens');
});

test('the id is percent-decoded, and the fixed words of the path have any case', async () => {
  expect(await names(server.rootSecret, 'a%2Fb')).toEqual([]);
  const headers = { authorization: server.rootSecret };
  const { status, json } = await server.send('/API/Admin/PROJECTS/one/Api-Tokens/', { headers });
  expect([status, json.tokens.length]).toEqual([200, 2]);
  expect((await server.send('/api/admin/projects/ONE/api-tokens', { headers })).status).toBe(404);
});

test('OPTIONS names the methods of the path', async () => {
  const { status, headers } = await call(server, admin, 'OPTIONS', '/projects/one/api-tokens');
  expect([status, headers.allow]).toEqual([200, 'GET,HEAD,POST']);
});
