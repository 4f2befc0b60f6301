import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateOwnTokenSchema } from '../../../../src/dialects/native/me-tokens/schemas.ts';
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

it('200 changes what is named and leaves the rest', async () => {
  const { id } = await server.issue({ description: 'old' });
  const body = { name: 'new', expires_at: 32_472_144_000, allowed_ips: ['10.0.0.1'] };
  const answer = await server.root.patch(`/me/tokens/${id}`, body);
  expect(answer.status).toBe(200);
  expectSchema(answer, updateOwnTokenSchema.response[200]);
  expect(answer.json.data).toMatchObject({ ...body, expires_at: '2999-01-01T00:00:00Z', description: 'old' });
  const cleared = await server.root.patch(`/me/tokens/${id}`, { description: null, allowed_ips: [] });
  expect(cleared.json.data).toMatchObject({ name: 'new', description: null, allowed_ips: null });
});

it('409 for a token that is shown as revoked', async () => {
  const revoked = await server.issue();
  await server.root.delete(`/tokens/${revoked.id}`);
  const disabled = await server.issue();
  await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
  for (const { id } of [revoked, disabled]) {
    const answer = await server.root.patch(`/me/tokens/${id}`, { name: 'x' });
    expectProblem(answer, 409, 'Conflict', `/api/v1/me/tokens/${id}`);
  }
});

describe('422: a leaked token cannot be made to last', () => {
  it('by widening itself', async () => {
    const caller = await server.caller('editor', [], {
      allowedIps: ['127.0.0.1'],
      expiresAt: server.clock.now() + 60_000,
    });
    const { id } = (await caller.get('/me')).json.data.token;
    for (const [body, field] of [
      [{ allowed_ips: [] }, 'allowed_ips'],
      [{ allowed_ips: ['127.0.0.0/31'] }, 'allowed_ips'],
      [{ expires_at: '2999-01-01T00:00:00Z' }, 'expires_at'],
      [{ expires_at: null }, 'expires_at'],
    ] as const)
      expect(faultyFields(await caller.patch(`/me/tokens/${id}`, body))).toEqual([field]);
    expect((await caller.patch(`/me/tokens/${id}`, { name: 'still mine' })).status).toBe(200);
  });

  it('by changing a token of the account that may more', async () => {
    const { id } = await server.account();
    const strong = await server.issue({ account: { id }, scopes: ['a'] });
    const weak = server.client((await server.issue({ account: { id }, scopes: [] })).secret);
    const body = { expires_at: '2999-01-01T00:00:00Z' };
    expect(faultyFields(await weak.patch(`/me/tokens/${strong.id}`, body))).toEqual(['scopes']);
  });
});
