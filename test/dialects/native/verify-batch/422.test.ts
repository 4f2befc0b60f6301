import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('422 names the question at fault, and nothing is judged', async () => {
  const { id, secret } = await server.issue();
  const late = 1_000_000_000;
  const cases: [object[], string[]][] = [
    [
      [{ token: secret }, { token: 'x'.repeat(5000) }, { ip: 'x' }],
      ['tokens.1.token', 'tokens.2.ip', 'tokens.2.token'],
    ],
    [[{ token: secret }, { token: 'x', min_as_of: late }], ['tokens.1.min_as_of']],
    [Array.from({ length: 1001 }, () => ({ token: 'x' })), ['tokens']],
  ];
  for (const [tokens, fields] of cases)
    expect(faultyFields(await server.root.post('/tokens/verify-batch', { tokens }))).toEqual(fields);
  expect((await server.root.get(`/tokens/${id}`)).json.data.usage_count).toBe(0);
});
