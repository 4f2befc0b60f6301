import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 changes what is named and leaves the rest', async () => {
  const { json } = await server.root.post('/accounts', { type: 'user', username: 'old', email: 'a@b' });
  const change = { username: 'new', name: 'New', role: 'viewer', attributes: { a: 1 } };
  const answer = await server.root.patch(`/accounts/${json.data.id}`, change);
  expect(answer.status).toBe(200);
  expect(answer.json.data).toMatchObject({ ...change, id: json.data.id, type: 'user', email: 'a@b' });
  expect((await server.root.patch(`/accounts/${json.data.id}`, { email: null })).json.data.email).toBeNull();
});

it('200: when blocking is answered, no token of the account is accepted, even one that memory knows', async () => {
  const { id } = await server.account();
  const client = server.client((await server.issue({ account: { id } })).secret);
  expect((await client.get('/me')).status).toBe(200);
  expect((await server.root.patch(`/accounts/${id}`, { state: 'blocked' })).json.data.state).toBe('blocked');
  expect((await client.get('/me')).status).toBe(401);
  await server.root.patch(`/accounts/${id}`, { state: 'active' });
  expect((await client.get('/me')).status).toBe(200);
});

it('200: a role that is taken away is gone at the next request', async () => {
  const { id } = await server.account('admin');
  const client = server.client((await server.issue({ account: { id }, scopes: ['*'] })).secret);
  expect((await client.get('/tokens')).status).toBe(200);
  await server.root.patch(`/accounts/${id}`, { role: 'editor' });
  expect((await client.get('/tokens')).status).toBe(403);
});

it('409 for a username that is taken', async () => {
  const { id } = await server.account();
  const answer = await server.root.patch(`/accounts/${id}`, { username: 'ROOT' });
  expectProblem(answer, 409, 'Conflict', `/api/v1/accounts/${id}`);
});
