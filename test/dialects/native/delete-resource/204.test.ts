import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

async function create(body: object): Promise<number> {
  return (await server.root.post('/resources', { type: 'project', ...body })).json.data.id;
}

it('204: no token of the resource works, whatever its kind, and each still tells what it belonged to', async () => {
  const id = await create({ path: 'team/app' });
  const resource = { id };
  const tokens = [
    await server.issue({ kind: 'deploy_token', resource, scopes: ['read_repository'] }),
    await server.issue({ kind: 'project_access_token', resource, scopes: ['api'] }),
    // Reset and "cannot be revoked" would leave something live on what is gone.
    await server.issue({ kind: 'feature_flags_client_token', resource }),
    await server.issue({ kind: 'runner_registration_token', resource }),
    await server.issue({ resource }),
  ];
  const answer = await server.root.delete(`/resources/${id}`);
  expect([answer.status, answer.text]).toEqual([204, '']);
  for (const token of tokens) {
    expect((await server.root.post('/tokens/verify', { token: token.secret })).json.reason).toBe('revoked');
    const { data } = (await server.root.get(`/tokens/${token.id}`)).json;
    expect(data).toMatchObject({
      status: 'revoked',
      revoked_reason: 'its project was deleted',
      replaced_by: null,
      resource: { id, type: 'project', path: 'team/app' },
    });
  }
  const { data: live } = (await server.root.get(`/tokens?resource=${id}&status=active`)).json;
  expect(live).toEqual([]);
  const { data: events } = (await server.root.get('/audit-events?type=resource_deleted')).json;
  expect(events[0]).toMatchObject({
    actor: { account: 1 },
    details: { type: 'project', path: 'team/app', resource: id },
  });
});

it('204: it is gone, and its path may be taken again', async () => {
  const id = await create({ path: 'gone' });
  await server.root.delete(`/resources/${id}`);
  expect((await server.root.get(`/resources/${id}`)).status).toBe(404);
  expect((await server.root.patch(`/resources/${id}`, { name: 'x' })).status).toBe(404);
  expect((await server.root.delete(`/resources/${id}`)).status).toBe(404);
  const { data } = (await server.root.get('/resources')).json;
  expect(data.map((one: { id: number }) => one.id)).not.toContain(id);
  const body = { kind: 'deploy_token', name: 'x', scopes: ['read_repository'], resource: id };
  expect((await server.root.post('/tokens', body)).status).toBe(422);
  const again = await create({ path: 'gone' });
  expect(again).toBeGreaterThan(id);
  const issued = await server.root.post('/tokens', { ...body, resource: { type: 'project', path: 'gone' } });
  expect(issued.json.data.resource.id).toBe(again);
});

it('409 while there is something below it, and nothing of it is touched', async () => {
  const parent = await create({ type: 'group', path: 'top' });
  const child = await create({ path: 'top/app', parent });
  const { secret } = await server.issue({ resource: { id: parent } });
  const answer = await server.root.delete(`/resources/${parent}`);
  expect([answer.status, answer.json.detail]).toEqual([
    409,
    'There are resources below this one: delete or move them first.',
  ]);
  expect((await server.root.post('/tokens/verify', { token: secret })).json.valid).toBe(true);
  await server.root.delete(`/resources/${child}`);
  expect((await server.root.delete(`/resources/${parent}`)).status).toBe(204);
});
