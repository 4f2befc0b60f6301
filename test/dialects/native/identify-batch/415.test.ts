import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const instance = '/api/v1/tokens/identify-batch';

it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
  '415 for %s',
  async (type) => {
    const headers = { 'content-type': type };
    const answer = await server.root.send('POST', '/tokens/identify-batch', '{"token":"x"}', headers);
    const { detail } = expectProblem(answer, 415, 'Unsupported Media Type', instance);
    expect(detail).toBe('The body must be application/x-ndjson.');
  },
);

it('415 for no body at all', async () => {
  expectProblem(await server.root.post('/tokens/identify-batch'), 415, 'Unsupported Media Type', instance);
});

it('other calls take no NDJSON', async () => {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await server.root.send('POST', '/tokens/identify', '{"token":"x"}\n', headers);
  const { detail } = expectProblem(answer, 415, 'Unsupported Media Type', '/api/v1/tokens/identify');
  expect(detail).toBe('The body must be application/json.');
});
