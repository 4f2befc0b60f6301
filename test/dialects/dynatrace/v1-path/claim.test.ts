import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('at the native API’s path the scheme or the parameter tells who is meant', async () => {
  for (const authorization of [`Api-Token ${caller}`, `api-token ${caller}`]) {
    const { status, json } = await server.send('/api/v1/tokens', { headers: { authorization } });
    expect([status, Object.keys(json)]).toEqual([200, ['values']]);
  }
  for (const query of [`api-token=${caller}`, `limit=5&api%2Dtoken=${caller}`]) {
    const { status, json } = await server.send(`/api/v1/tokens?${query}`);
    expect([status, Object.keys(json)]).toEqual([200, ['values']]);
  }
  const native = await server.send('/api/v1/tokens', {
    headers: { authorization: `Bearer ${server.rootSecret}` },
  });
  expect(native.status).toBe(200);
  expect(native.json).not.toHaveProperty('values');
});

test('a native token under the scheme Api-Token speaks version 1, and Dynatrace’s under Bearer gets the native refusal', async () => {
  const bearer = await server.send('/api/v1/tokens', { headers: { authorization: `Bearer ${caller}` } });
  expect([bearer.status, bearer.headers['content-type']]).toEqual([401, 'application/problem+json']);
  const scheme = await server.send('/api/v1/tokens', {
    headers: { authorization: `Api-Token ${server.rootSecret}` },
  });
  expect([scheme.status, Object.keys(scheme.json)]).toEqual([200, ['values']]);
});

test('no other native path answers to the scheme', async () => {
  for (const path of ['/api/v1/me', '/api/v1/accounts', '/api/v1/tokensx', '/api/v1', '/api/v1/%74okens']) {
    const { headers } = await server.send(path, {
      headers: { authorization: `Api-Token ${server.rootSecret}` },
    });
    expect([path, headers['content-type']]).toEqual([path, 'application/problem+json']);
  }
});

test('what is not offered, and what cannot be read, is refused in Dynatrace’s words', async () => {
  const send = (path: string) => server.send(path, { headers: { authorization: `Api-Token ${caller}` } });
  for (const path of [
    '/api/v1/tokens/',
    '/api/v1/tokens/a/b',
    '/e/x/api/v1/tokens/a/b',
    '/e/x/api/v1/other',
  ]) {
    const { status, text } = await send(path);
    expect([path, status, text]).toEqual([path, 404, NOT_FOUND]);
  }
  for (const path of ['/api/v1/tokens/%zz', '/e/x/api/v1/tokens/%zz']) {
    const { status, json } = await send(path);
    expect([path, status, json.error.code]).toEqual([path, 400, 400]);
  }
});

test('a secret in the URL is never logged', async () => {
  await server.send(`/api/v1/tokens/${caller}?api-token=${caller}`, { method: 'DELETE' });
  expect(server.logged()).not.toContain(caller.slice(32));
});
