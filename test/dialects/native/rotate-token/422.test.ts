import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
  await server.root.post('/resources', { type: 'group', path: 'acme' });
  await server.root.post('/resources', { type: 'project', path: 'acme/shop' });
  await server.root.post('/resources', {
    type: 'job',
    path: 'acme/shop/1',
    attributes: { status: 'running' },
  });
});
afterAll(() => server.close());

it.each([
  ['deploy_token', { type: 'project', path: 'acme/shop' }],
  ['ci_job_token', { type: 'job', path: 'acme/shop/1' }],
  ['scim_token', { type: 'group', path: 'acme' }],
  ['runner_registration_token', { type: 'project', path: 'acme/shop' }],
] as const)('422 for a %s', async (kind, resource) => {
  const scopes = kind === 'deploy_token' ? ['read_repository'] : [];
  const { id } = await server.issue({ kind, resource, scopes });
  expect(faultyFields(await server.root.post(`/tokens/${id}/rotate`))).toEqual(['kind']);
});

it.each([
  [{ grace_seconds: -1 }, 'grace_seconds'],
  [{ grace_seconds: 1.5 }, 'grace_seconds'],
  [{ grace_seconds: 1e12 }, 'grace_seconds'],
  [{ grace_seconds: '1' }, 'grace_seconds'],
  [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  [{ expires_at: 5 }, 'expires_at'],
])('422 for %j', async (body, field) => {
  const { id } = await server.issue();
  expect(faultyFields(await server.root.post(`/tokens/${id}/rotate`, body))).toEqual([field]);
});

it('422 for a grace period of a kind that is not native', async () => {
  const { id } = await server.issue({ kind: 'personal_access_token', scopes: ['api'] });
  const answer = await server.root.post(`/tokens/${id}/rotate`, { grace_seconds: 5 });
  expect(faultyFields(answer)).toEqual(['grace_seconds']);
});

it('422 for a token with a scope that the caller lacks: its secret would be shown', async () => {
  const writer = await server.caller('admin', ['tokens:write']);
  const { id } = await server.issue({ scopes: ['audit:read'] });
  expect(faultyFields(await writer.post(`/tokens/${id}/rotate`))).toEqual(['scopes']);
});
