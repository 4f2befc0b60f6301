import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_UNLEASH_TOKEN_LIMIT: '1' });
});
afterAll(() => server.close());

it('409 for a secret that is registered already, in whatever state', async () => {
  const { id, secret } = await server.issue();
  const body = { kind: 'access_token', name: 'x', secret };
  expectProblem(await server.root.post('/tokens', body), 409, 'Conflict', '/api/v1/tokens');
  await server.root.delete(`/tokens/${id}`);
  const answer = await server.root.post('/tokens', body);
  expectProblem(answer, 409, 'Conflict', '/api/v1/tokens');
  expect(answer.text).not.toContain(secret);
});

it('409 for an idempotency key that was used for another request', async () => {
  const key = { 'idempotency-key': 'a-key' };
  await server.root.post('/tokens', { kind: 'access_token', name: 'x' }, key);
  const answer = await server.root.post('/tokens', { kind: 'access_token', name: 'y' }, key);
  expectProblem(answer, 409, 'Conflict', '/api/v1/tokens');
});

it('409 where no more tokens of a kind may exist', async () => {
  const body = { kind: 'unleash_client_token', name: 'x' };
  expect((await server.root.post('/tokens', body)).status).toBe(201);
  expectProblem(await server.root.post('/tokens', body), 409, 'Conflict', '/api/v1/tokens');
});
