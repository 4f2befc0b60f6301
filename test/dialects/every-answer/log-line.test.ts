import { expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../native/start-native.ts';

it('one line a request: id, dialect, route, status, duration and the token of the caller', async () => {
  const server = await startNative({ JETON_LOG_LEVEL: 'info' });
  const { id } = await server.issue();
  const { headers } = await server.root.get(`/tokens/${id}?x=1`);
  expect(requestLines(server)).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      pid: expect.any(Number),
      hostname: expect.any(String),
      request_id: headers['x-request-id'],
      dialect: 'native',
      method: 'GET',
      route: '/api/v1/tokens/:id',
      status: 200,
      ms: expect.any(Number),
      token_id: 1,
      ip: '127.0.0.1',
      msg: 'request',
    },
  ]);
  await server.close();
});

it.each([
  ['an unknown token', 'jtn_000000000000000000000000000000000000', 'malformed'],
  ['no token', null, 'not_authenticated'],
])('says why %s was refused', async (_name, secret, denial) => {
  const server = await startNative({ JETON_LOG_LEVEL: 'info' });
  await server.send('/api/v1/me', { headers: secret === null ? {} : { authorization: `Bearer ${secret}` } });
  expect(requestLines(server)).toMatchObject([{ status: 401, denial, route: '/api/v1/me' }]);
  await server.close();
});

it('tells the refused token by its id, and a call that is not permitted', async () => {
  const server = await startNative({ JETON_LOG_LEVEL: 'info' });
  const { id, secret } = await server.issue({ expiresAt: server.clock.now() + 1000 });
  server.clock.advance(2000);
  await server.client(secret).get('/me');
  const viewer = await server.caller('viewer', ['tokens:read']);
  await viewer.get('/tokens');
  expect(requestLines(server)).toMatchObject([
    { status: 401, denial: 'expired', token_id: id },
    { status: 403, denial: 'not_permitted', token_id: id + 1 },
  ]);
  await server.close();
});

it('logs every refused verification and a sample of the good ones', async () => {
  const server = await startNative({ JETON_LOG_LEVEL: 'info' });
  const good = await server.issue();
  const verify = (token: string) => server.root.post('/tokens/verify', { token });
  for (let count = 0; count < 20; count += 1) await verify(good.secret);
  await server.authority.revoke(server.operator, (await server.authority.token(good.id))!);
  for (let count = 0; count < 3; count += 1) await verify(good.secret);
  const lines = requestLines(server);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ verdict: 'valid', judged_token_id: good.id, sampled_every: 1000 });
  expect(lines[3]).toMatchObject({ verdict: 'revoked', judged_token_id: good.id, status: 200, token_id: 1 });
  await server.close();
});

it('logs every verification at level debug', async () => {
  const server = await startNative();
  const good = await server.issue();
  for (let count = 0; count < 5; count += 1) await server.root.post('/tokens/verify', { token: good.secret });
  expect(requestLines(server)).toHaveLength(5);
  await server.close();
});

it('counts what a batch asked about', async () => {
  const server = await startNative();
  const good = await server.issue();
  await server.root.post('/tokens/verify-batch', { tokens: [{ token: good.secret }, { token: 'x' }] });
  expect(requestLines(server)).toMatchObject([{ judged: 2, judged_refused: 1 }]);
  await server.close();
});

it('tells the route of a path that nobody serves as none, whatever is in it', async () => {
  const server = await startNative({ JETON_LOG_LEVEL: 'info' });
  await server.send('/jtn_a-secret-in-a-path?token=another');
  expect(requestLines(server)).toMatchObject([{ status: 404, route: '(none)' }]);
  expect(server.logged()).not.toMatch(/secret|another/);
  await server.close();
});

/** Without those for the document that answers are held against. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was logged
function requestLines(server: NativeTestServer): any[] {
  const lines = server.logged().split('\n').filter(Boolean);
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ msg, route }) => msg === 'request' && route !== '/openapi.json');
}
