import { expect, it } from 'vitest';
import { expectProblem, startNative } from '../start-native.ts';

it('200 for /livez and /readyz without a token', async () => {
  const server = await startNative();
  for (const path of ['/livez', '/readyz']) {
    const answer = await server.send(path);
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  }
  expectProblem(await server.send('/readyz', { method: 'POST' }), 405, 'Method Not Allowed', '/readyz');
  await server.close();
});

it('503 with Retry-After for everything that needs a store which is gone, and 200 for /livez', async () => {
  const server = await startNative();
  await server.root.get('/me');
  await server.closeStore();
  for (const [path, answer] of [
    ['/readyz', await server.send('/readyz')],
    ['/api/v1/tokens', await server.root.get('/tokens')],
    ['/api/v1/accounts', await server.root.post('/accounts', { type: 'user', username: 'x' })],
  ] as const) {
    expectProblem(answer, 503, 'Service Unavailable', path);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await server.send('/livez')).status).toBe(200);
});

it('a server that is not ready says which check fails, and why only in the log', async () => {
  const server = await startNative();
  await server.closeStore();
  const problem = expectProblem(await server.send('/readyz'), 503, 'Service Unavailable', '/readyz');
  expect(problem.detail).toBe('Not ready: the database does not answer.');
  expect(server.logged()).toContain('"check":"database"');
  await server.close().catch(() => undefined);
});
