import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200: every live token of the resource is revoked, and its bots are blocked', async () => {
  const { id } = (await server.root.post('/resources', { type: 'project', path: 'p' })).json.data;
  const resource = { id };
  const deploy = await server.issue({ kind: 'deploy_token', resource, scopes: ['read_repository'] });
  const bots = await server.issue({ kind: 'project_access_token', resource, scopes: ['api'] });
  const bound = await server.issue({ resource });
  const flags = await server.issue({ kind: 'feature_flags_client_token', resource });
  const others = await server.issue();
  const answer = await server.root.post(`/resources/${id}/revoke-tokens`, { reason: 'leaked' });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    data: { revoked: 3, reset: 1, deleted: 0, already: 0, not_revocable: 0 },
  });
  for (const { secret } of [deploy, bots, bound, flags])
    expect((await server.root.post('/tokens/verify', { token: secret })).json.reason).toBe('revoked');
  expect((await server.root.post('/tokens/verify', { token: others.secret })).json.valid).toBe(true);
  const { account } = (await server.root.get(`/tokens/${bots.id}`)).json.data;
  expect((await server.root.get(`/accounts/${account.id}`)).json.data.state).toBe('blocked');
});

it('404 for a resource that does not exist', async () => {
  expect((await server.root.post('/resources/4711/revoke-tokens')).status).toBe(404);
});
