import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 changes what is named and leaves the rest', async () => {
  const { id } = (await server.root.post('/resources', { type: 'group', path: 'g' })).json.data;
  const made = (await server.root.post('/resources', { type: 'project', path: 'p', parent: id })).json.data;
  const change = { path: 'q', name: 'Q', attributes: { a: true } };
  const changed = await server.root.patch(`/resources/${made.id}`, change);
  expect(changed.json.data).toMatchObject({ ...change, parent: id, type: 'project' });
  expect((await server.root.patch(`/resources/${made.id}`, { parent: null })).json.data.parent).toBeNull();
});

it('409 for a path that is taken, 422 for itself as its parent', async () => {
  const { id } = (await server.root.post('/resources', { type: 'agent', path: 'one' })).json.data;
  await server.root.post('/resources', { type: 'agent', path: 'two' });
  const answer = await server.root.patch(`/resources/${id}`, { path: 'two' });
  expectProblem(answer, 409, 'Conflict', `/api/v1/resources/${id}`);
  expect(faultyFields(await server.root.patch(`/resources/${id}`, { parent: id }))).toEqual(['parent']);
});
