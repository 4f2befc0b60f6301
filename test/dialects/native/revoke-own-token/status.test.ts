import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('204 and an own token is refused at once; again, 204', async () => {
  const { id, secret } = await server.issue();
  expect((await server.client(secret).get('/me')).status).toBe(200);
  const answer = await server.root.delete(`/me/tokens/${id}`);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await server.client(secret).get('/me')).status).toBe(401);
  expect((await server.root.get(`/me/tokens/${id}`)).json.data.status).toBe('revoked');
  expect((await server.root.delete(`/me/tokens/${id}`)).status).toBe(204);
});

it('422 for the token in use', async () => {
  const answer = await server.root.delete('/me/tokens/1');
  expect(faultyFields(answer)).toEqual(['token']);
  expect(answer.json.errors.token).toEqual(['You cannot revoke the token you are currently using.']);
  expect((await server.root.get('/me')).status).toBe(200);
});
