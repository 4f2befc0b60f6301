import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, DAY_MS, issue, type Known, lookUp, manager } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

async function update({ details }: Known, body: object): Promise<void> {
  const { status, text } = await call(server, caller, 'PUT', `/${details.token.publicId}`, { body });
  expect([status, text]).toEqual([204, '']);
}

const told = async ({ secret }: Known) => (await lookUp(server, secret, caller)).json;

test('scopes are replaced as a whole, and name and scopes change together', async () => {
  const token = await issue(server, { scopes: ['metrics.read', 'logs.read'] });
  server.clock.advance(1000);
  await update(token, { name: 'renamed', scopes: ['logs.ingest', 'logs.read'] });
  expect(await told(token)).toMatchObject({
    name: 'renamed',
    scopes: ['logs.ingest', 'logs.read'],
    modifiedDate: expect.any(String),
  });
  await update(token, { scopes: [] });
  expect(await told(token)).toMatchObject({ name: 'renamed', scopes: [] });
});

test('a token that is switched off is refused at once, and good again when it is switched on', async () => {
  const token = await issue(server);
  const asItself = async () => (await lookUp(server, token.secret, token.secret)).status;
  expect(await asItself()).toBe(200);
  await update(token, { enabled: false });
  expect(await asItself()).toBe(401);
  await update(token, { enabled: true });
  expect(await asItself()).toBe(200);
});

test('what is so already is no modification', async () => {
  const token = await issue(server, { name: 'same', scopes: ['metrics.read', 'logs.read'] });
  server.clock.advance(1000);
  await update(token, { name: 'same', enabled: false, scopes: ['logs.read', 'metrics.read'] });
  await update(token, { name: 'same', enabled: true, scopes: ['metrics.read', 'logs.read'] });
  await update(token, {});
  expect(await told(token)).not.toHaveProperty('modifiedDate');
});

test('members that are null, unknown or not to be changed are ignored', async () => {
  const token = await issue(server, { expiresAt: server.clock.now() + 30 * DAY_MS, scopes: ['logs.read'] });
  const before = await told(token);
  await update(token, {
    name: null,
    enabled: null,
    scopes: null,
    expirationDate: 'nonsense',
    personalAccessToken: 'x',
    owner: 'jane',
    id: 5,
  });
  expect(await told(token)).toEqual(before);
});

test('whoever may write grants a scope that it lacks itself', async () => {
  const { secret } = await issue(server, { kind: 'access_token', scopes: ['apiTokens.write'] });
  const token = await issue(server);
  const body = { scopes: ['settings.write'] };
  expect((await call(server, secret, 'PUT', `/${token.details.token.publicId}`, { body })).status).toBe(204);
  expect((await told(token)).scopes).toEqual(['settings.write']);
});

test('the token one authenticates with may be changed and said to be enabled', async () => {
  const own = await issue(server, { scopes: ['apiTokens.write'] });
  const body = { name: 'myself', enabled: true };
  const { status } = await call(server, own.secret, 'PUT', `/${own.details.token.publicId}`, { body });
  expect([status, (await told(own)).name]).toEqual([204, 'myself']);
});
