import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyTokenSchema } from '../../../../src/dialects/native/identification/schemas.ts';
import { expectSchema, type NativeTestServer, startNative, tokenMembers } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

async function identify(body: object) {
  const answer = await server.root.post('/tokens/identify', body);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, identifyTokenSchema.response[200]);
  return answer.json;
}

const fingerprint = (secret: string) => createHash('sha256').update(secret).digest('hex');

describe('200', () => {
  it('issued: by secret and by fingerprint, whatever the state, never a use', async () => {
    const live = await server.issue();
    const revoked = await server.issue();
    await server.root.delete(`/tokens/${revoked.id}`);
    const deleted = await server.issue({ kind: 'unleash_client_token' });
    await server.root.delete(`/tokens/${deleted.id}`);
    for (const [status, { id, secret }] of Object.entries({ active: live, revoked, deleted })) {
      for (const body of [{ token: secret }, { fingerprint: fingerprint(secret) }]) {
        const answer = await identify(body);
        expect(Object.keys(answer)).toEqual(['class', 'kind', 'token']);
        expect(Object.keys(answer.token)).toEqual(tokenMembers);
        expect(answer).toMatchObject({ class: 'issued', token: { id, status, usage_count: 0 } });
      }
    }
  });

  it('issued: a fingerprint in capitals', async () => {
    const { id, secret } = await server.issue();
    expect((await identify({ fingerprint: fingerprint(secret).toUpperCase() })).token.id).toBe(id);
  });

  it('issued: an imported secret of any shape', async () => {
    const secret = 'not-of-any-known-shape-at-all';
    const { id } = await server.issue({ secret });
    expect(await identify({ token: secret })).toMatchObject({ class: 'issued', token: { id } });
  });

  it('unknown: the example of every kind, which is never issued; also an unknown fingerprint', async () => {
    for (const { name, example, format } of server.authority.kinds.all) {
      const answer = await identify({ token: example });
      expect(answer.class, name).toBe('unknown');
      // Kinds that share a format cannot be told apart: the first of them is named.
      const alike = server.authority.kinds.all
        .filter((kind) => kind.format === format || (name === 'imported_token' && kind.example === example))
        .map((kind) => kind.name);
      expect(answer.kind, name).toBe(alike[0]);
    }
    expect(await identify({ fingerprint: 'a'.repeat(64) })).toEqual({ class: 'unknown' });
  });

  it('malformed: our prefix with a wrong shape or checksum', async () => {
    for (const token of ['jtn_x', 'jtn_0123456789ABCDEFGHIJKLMNOPQRST4PMbyq', `jtn_${'0'.repeat(37)}`])
      expect(await identify({ token })).toEqual({ class: 'malformed', kind: 'access_token' });
  });

  it('foreign: the shape of another system, named', async () => {
    const answer = await identify({ token: `AIza${'a'.repeat(35)}` });
    expect(answer).toEqual({ class: 'foreign', looks_like: 'google_api_key' });
  });

  it('unrecognised: anything else', async () => {
    for (const token of ['', 'hello', 'a\0b', '\ud800', 'é'.repeat(2000)])
      expect(await identify({ token })).toEqual({ class: 'unrecognised' });
  });
});
