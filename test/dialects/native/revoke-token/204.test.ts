import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('204', () => {
  it('a revoked token is refused even if memory knew it', async () => {
    const { id, secret } = await server.issue();
    const token = server.client(secret);
    expect((await token.get('/me')).status).toBe(200);
    const answer = await server.root.delete(`/tokens/${id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await token.get('/me')).status).toBe(401);
    const { data } = (await server.root.get(`/tokens/${id}`)).json;
    expect(data).toMatchObject({ status: 'revoked', revoked_at: expect.any(String) });
    expect((await server.root.delete(`/tokens/${id}`)).status).toBe(204);
    expect((await server.root.get(`/tokens/${id}`)).json.data.revoked_at).toBe(data.revoked_at);
  });

  it('needs no more than tokens:revoke', async () => {
    const { id } = await server.issue();
    const revoker = await server.caller('admin', ['tokens:revoke']);
    expect((await revoker.delete(`/tokens/${id}`)).status).toBe(204);
  });

  it('takes a JSON content type without a body', async () => {
    const { id } = await server.issue();
    const json = { 'content-type': 'application/json' };
    expect((await server.root.send('DELETE', `/tokens/${id}`, undefined, json)).status).toBe(204);
  });
});
