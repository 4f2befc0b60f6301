import { afterAll, beforeAll, expect, it } from 'vitest';
import { rotateOwnTokenSchema } from '../../../../src/dialects/native/me-tokens/schemas.ts';
import {
  expectProblem,
  expectSchema,
  faultyFields,
  type NativeTestServer,
  startNative,
} from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('201 gives a new id and secret, count 0, and ends the old one at once, even the one in use', async () => {
  const caller = await server.caller('editor', ['a'], { allowedIps: ['127.0.0.1'] });
  const { id } = (await caller.get('/me')).json.data.token;
  const answer = await caller.post(`/me/tokens/${id}/rotate`);
  expect(answer.status).toBe(201);
  expectSchema(answer, rotateOwnTokenSchema.response[201]);
  const { data, meta } = answer.json;
  expect(Object.keys(meta)).toEqual(['bearer_token', 'message']);
  expect(data).toMatchObject({ usage_count: 0, scopes: ['a'], allowed_ips: ['127.0.0.1'], status: 'active' });
  expect(data.id).not.toBe(id);
  expect((await caller.get('/me')).status).toBe(401);
  const successor = server.client(meta.bearer_token);
  expect((await successor.get(`/me/tokens/${id}`)).json.data.status).toBe('revoked');
});

it('409 for a token that is shown as revoked or expired', async () => {
  const revoked = await server.issue();
  await server.root.delete(`/tokens/${revoked.id}`);
  const disabled = await server.issue();
  await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
  const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
  server.clock.advance(1000);
  for (const { id } of [revoked, disabled, expired]) {
    const answer = await server.root.post(`/me/tokens/${id}/rotate`);
    expectProblem(answer, 409, 'Conflict', `/api/v1/me/tokens/${id}/rotate`);
  }
});

it('422 for a token that reaches further than the calling one: its fresh secret would be shown', async () => {
  const { id } = await server.account();
  const own = (request: object) => server.issue({ account: { id }, ...request });
  const expiresAt = server.clock.now() + 3_600_000;
  const caller = server.client((await own({ scopes: ['a'], allowedIps: ['127.0.0.1'], expiresAt })).secret);
  const fine = { scopes: ['a'], allowedIps: ['127.0.0.1'], expiresAt };
  for (const [request, field] of [
    [{ ...fine, scopes: ['a', 'b'] }, 'scopes'],
    [{ ...fine, allowedIps: null }, 'allowed_ips'],
    [{ ...fine, expiresAt: expiresAt + 1000 }, 'expires_at'],
    [{ ...fine, expiresAt: null }, 'expires_at'],
  ] as const) {
    const other = await own(request);
    expect(faultyFields(await caller.post(`/me/tokens/${other.id}/rotate`))).toEqual([field]);
    expect((await server.client(other.secret).get('/me')).status).toBe(200);
  }
  const equal = await own(fine);
  expect((await caller.post(`/me/tokens/${equal.id}/rotate`)).status).toBe(201);
});
