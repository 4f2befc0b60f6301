import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(everyCall)('$method $path wants a good token before it looks at anything', async (one) => {
  const send = (headers: Record<string, string>, body: unknown = one.body) =>
    server.send(one.path, { method: one.method, headers, body });
  const bare = await send(one.path.startsWith('/api/v1') ? { authorization: 'Api-Token' } : {});
  const message = one.path.startsWith('/api/v1')
    ? 'Token Authentication failed'
    : 'Missing authorization parameter.';
  expect([bare.status, bare.json]).toEqual([401, envelope(401, message)]);
  const gitlab = await issue(server, { kind: 'personal_access_token', scopes: ['api'] });
  for (const token of [`dt0c01.${'A'.repeat(24)}.${'A'.repeat(64)}`, 'x', gitlab.secret]) {
    const bad = await send({ authorization: `Api-Token ${token}` }, one.body && '{"broken');
    expect([bad.status, bad.json]).toEqual([401, envelope(401, 'Token Authentication failed')]);
    expect(bad.headers['content-type']).toBe('application/json; charset=utf-8');
  }
});
