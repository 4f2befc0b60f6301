import { afterAll, beforeAll, expect, it } from 'vitest';
import { listKindsSchema } from '../../../../src/dialects/native/kinds/routes.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 without a token: every kind, with a pattern that matches its example', async () => {
  const answer = await server.send('/api/v1/kinds');
  expect(answer.status).toBe(200);
  expectSchema(answer, listKindsSchema.response[200]);
  const { data } = answer.json;
  expect(data.map(({ kind }: { kind: string }) => kind)).toEqual(
    server.authority.kinds.all.map(({ name }) => name),
  );
  for (const kind of data) {
    expect(Object.keys(kind)).toEqual([
      'kind',
      'dialect',
      'prefixes',
      'pattern',
      'checksum',
      'example',
      'revoke',
    ]);
    expect(kind.example).toMatch(new RegExp(`^(?:${kind.pattern})$`));
  }
  expect(data[0]).toEqual({
    kind: 'access_token',
    dialect: 'native',
    prefixes: ['jtn_'],
    pattern: 'jtn_[0-9A-Za-z]{36}',
    checksum: 'crc32-base62',
    example: 'jtn_0123456789ABCDEFGHIJKLMNOPQRST4PMbyp',
    revoke: 'revoke',
  });
});
