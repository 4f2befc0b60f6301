import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
});
afterAll(() => server.close());

it('429 with Retry-After for a token over its own limit, which is no failed authentication', async () => {
  const { secret } = await server.issue({ limits: { requests: 1, perSeconds: 3600 } });
  const limited = server.client(secret);
  expect((await limited.get('/me')).status).toBe(200);
  for (let count = 0; count < 10; count += 1) {
    const answer = await limited.get('/me');
    expectProblem(answer, 429, 'Too Many Requests', '/api/v1/me');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await server.client('x'.repeat(30)).get('/me')).status).toBe(401);
});

it('429 with Retry-After after too many failed authentications, for those whom memory does not know', async () => {
  await server.root.get('/me');
  for (let count = 0; count < 6; count += 1) await server.client(`${'x'.repeat(30)}${count}`).get('/me');
  const answer = await server.client('y'.repeat(30)).get('/me');
  expectProblem(answer, 429, 'Too Many Requests', '/api/v1/me');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect((await server.root.get('/me')).status).toBe(200);
});

it('tokens judged in a body are no failed authentications', async () => {
  const fresh = await startNative({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
  for (let count = 0; count < 20; count += 1)
    await fresh.root.post('/tokens/verify', { token: `${'z'.repeat(30)}${count}` });
  expect((await fresh.client('x'.repeat(30)).get('/me')).status).toBe(401);
  await fresh.close();
});
