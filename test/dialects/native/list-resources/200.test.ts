import { afterAll, beforeAll, expect, it } from 'vitest';
import { listResourcesSchema } from '../../../../src/dialects/native/directory/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 lists by id, filtered by type and parent, and pages by cursor', async () => {
  const { id } = (await server.root.post('/resources', { type: 'group', path: 'g' })).json.data;
  for (const path of ['g/1', 'g/2', 'g/3'])
    await server.root.post('/resources', { type: 'project', path, parent: id });
  const answer = await server.root.get('/resources');
  expectSchema(answer, listResourcesSchema.response[200]);
  const paths = async (query: string) =>
    (await server.root.get(`/resources?${query}`)).json.data.map(({ path }: { path: string }) => path);
  expect(await paths('type=project')).toEqual(['g/1', 'g/2', 'g/3']);
  expect(await paths('type=group')).toEqual(['g']);
  expect(await paths(`parent=${id}`)).toEqual(['g/1', 'g/2', 'g/3']);
  const first = await server.root.get('/resources?type=project&limit=2');
  expect(await paths(`type=project&limit=2&cursor=${first.json.meta.next_cursor}`)).toEqual(['g/3']);
});
