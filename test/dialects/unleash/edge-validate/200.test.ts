import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

const validate = (at: TestServer, tokens: readonly unknown[], path = '/edge/validate') =>
  at.send(path, { method: 'POST', body: { tokens } });

test('good tokens of every kind are told with what they are for, in the order they were sent, each once', async () => {
  const client = await issue(server, { attributes: { projects: ['a', 'b'], environment: 'production' } });
  const frontend = await issue(server, { kind: 'unleash_frontend_token' });
  const admin = await issue(server, { kind: 'unleash_admin_token' });
  const sent = [admin, frontend, client, frontend].map(({ secret }) => secret);
  const { status, text } = await validate(server, sent);
  expect(status).toBe(200);
  expect(text).toBe(
    `{"tokens":[{"token":"${admin.secret}","type":"admin","projects":["*"]},{"token":"${frontend.secret}","type":"frontend","projects":["*"]},{"token":"${client.secret}","type":"client","projects":["a","b"]}]}`,
  );
});

test('under profile 7 the environment is told, and a backend token is one', async () => {
  const backend = await issue(seven, {
    kind: 'unleash_backend_token',
    attributes: { environment: 'production' },
  });
  const admin = await issue(seven, { kind: 'unleash_admin_token' });
  const { json } = await validate(seven, [backend.secret, admin.secret]);
  expect(json.tokens).toEqual([
    { token: backend.secret, type: 'backend', projects: ['*'], environment: 'production' },
    { token: admin.secret, type: 'admin', projects: ['*'], environment: '*' },
  ]);
});

test('tokens that are not good are left out', async () => {
  const { authority, operator, clock } = server;
  const good = await issue(server);
  const [expired, deleted, disabled, replaced] = [
    await issue(server, { expiresAt: clock.now() - 1 }),
    await issue(server),
    await issue(server),
    await issue(server),
  ];
  await authority.revoke(operator, deleted.details);
  await authority.update(operator, disabled.details, { disabled: true });
  await authority.rotate(operator, replaced.details, {});
  const elsewhere = await issue(server, { allowedIps: ['10.0.0.0/8'] });
  const others = [
    await issue(server, { kind: 'unleash_personal_access_token', account: { id: 1 } }),
    await issue(server, { kind: 'access_token' }),
  ];
  const known = [expired, deleted, disabled, replaced, elsewhere, ...others].map(({ secret }) => secret);
  const unknown = [`*:*.${'0'.repeat(56)}`, '', 'a\0b', '\ud800', 'x'.repeat(5000), 7, true, null];
  const { status, json } = await validate(server, [...known, good.secret, ...unknown]);
  expect(status).toBe(200);
  expect(json.tokens.map(({ token }: { readonly token: string }) => token)).toEqual([good.secret]);
});

test('an answer follows a deletion at once', async () => {
  const { secret, details } = await issue(server);
  expect((await validate(server, [secret])).json.tokens).toHaveLength(1);
  await server.authority.revoke(server.operator, details);
  expect((await validate(server, [secret])).json.tokens).toEqual([]);
});

test('being asked about is no use of a token, nor counts against its limit', async () => {
  const { secret, details } = await issue(server, { limits: { requests: 1, perSeconds: 3600 } });
  for (let times = 0; times < 3; times += 1)
    expect((await validate(server, [secret])).json.tokens).toHaveLength(1);
  const use = (await server.authority.token(details.token.id))?.use;
  expect([use?.count, use?.lastUsedAt]).toEqual([0, null]);
});

test('nobody is asked who calls, and a wrong token in the header is no matter', async () => {
  const { status } = await server.send('/edge/validate', {
    method: 'POST',
    headers: { authorization: 'bogus' },
    body: { tokens: [] },
  });
  expect(status).toBe(200);
  expect((await validate(server, [], '//Edge/VALIDATE/')).text).toBe('{"tokens":[]}');
});

test('no secret that was sent is logged', async () => {
  const { secret } = await issue(server);
  const unknown = `*:*.${'ab'.repeat(28)}`;
  await validate(server, [secret, unknown]);
  expect(server.logged()).not.toContain(secret.slice(-56));
  expect(server.logged()).not.toContain(unknown.slice(-56));
});
