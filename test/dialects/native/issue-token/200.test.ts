import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const body = { kind: 'access_token', name: 'once', scopes: ['a'] };

it('200: the same idempotency key answers the same token without its secret', async () => {
  const key = { 'idempotency-key': 'deploy-1' };
  const first = await server.root.post('/tokens', body, key);
  expect(first.status).toBe(201);
  const second = await server.root.post('/tokens', body, key);
  expect(second.status).toBe(200);
  expect(second.json.data).toEqual(first.json.data);
  expect(second.json.meta).toEqual({});
  expect(second.text).not.toContain(first.json.meta.secret);
});

it('another key, another caller and the day after issue another token', async () => {
  const key = { 'idempotency-key': 'deploy-2' };
  const ids = [(await server.root.post('/tokens', body, key)).json.data.id];
  ids.push((await server.root.post('/tokens', body, { 'idempotency-key': 'deploy-3' })).json.data.id);
  const other = await server.caller('admin', ['*']);
  ids.push((await other.post('/tokens', body, key)).json.data.id);
  server.clock.advance(86_400_001);
  ids.push((await server.root.post('/tokens', body, key)).json.data.id);
  expect(new Set(ids).size).toBe(4);
});

it('one token comes of the same key sent many times at once', async () => {
  const key = { 'idempotency-key': 'deploy-4' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.root.post('/tokens', body, key)));
  expect(new Set(answers.map(({ json }) => json.data.id)).size).toBe(1);
  expect(answers.filter(({ status }) => status === 201).length).toBe(1);
});
