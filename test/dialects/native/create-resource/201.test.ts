import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourceTypes } from '../../../../src/core/directory/resource.ts';
import { createResourceSchema } from '../../../../src/dialects/native/directory/schemas.ts';
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

describe('201', () => {
  it.each(resourceTypes)('makes a %s, with every member in its order', async (type) => {
    const answer = await server.root.post('/resources', { type, path: 'a/b', attributes: { x: [1] } });
    expect(answer.status).toBe(201);
    expectSchema(answer, createResourceSchema.response[201]);
    expect(Object.keys(answer.json.data)).toEqual([
      'id',
      'type',
      'path',
      'name',
      'parent',
      'owner',
      'attributes',
      'created_at',
      'updated_at',
    ]);
    expect(answer.json.data).toMatchObject({
      type,
      path: 'a/b',
      name: 'a/b',
      parent: null,
      attributes: { x: [1] },
    });
    expect((await server.root.get(`/resources/${answer.json.data.id}`)).json).toEqual(answer.json);
  });

  it('takes a parent by id, and by type and path', async () => {
    const { id } = (await server.root.post('/resources', { type: 'group', path: 'acme' })).json.data;
    for (const [index, parent] of [id, { type: 'group', path: 'acme' }].entries()) {
      const body = { type: 'project', path: `acme/${index}`, name: 'Shop', parent };
      expect((await server.root.post('/resources', body)).json.data).toMatchObject({
        parent: id,
        name: 'Shop',
      });
    }
  });

  it('takes an owner by id, and by username, and gives it to another or to none', async () => {
    const { id: owner, username } = await server.account();
    for (const [index, given] of [owner, { username: username.toUpperCase() }].entries()) {
      const body = { type: 'project', path: `owned/${index}`, owner: given };
      expect((await server.root.post('/resources', body)).json.data.owner).toBe(owner);
    }
    const { id } = (await server.root.post('/resources', { type: 'project', path: 'owned', owner })).json
      .data;
    expect((await server.root.patch(`/resources/${id}`, { name: 'x' })).json.data.owner).toBe(owner);
    expect((await server.root.patch(`/resources/${id}`, { owner: null })).json.data.owner).toBeNull();
    expect((await server.root.patch(`/resources/${id}`, { owner: 1 })).json.data.owner).toBe(1);
  });
});

it('409 for a path that is taken within its type', async () => {
  await server.root.post('/resources', { type: 'project', path: 'twice' });
  const answer = await server.root.post('/resources', { type: 'project', path: 'twice' });
  expectProblem(answer, 409, 'Conflict', '/api/v1/resources');
});

it.each([
  [{ type: 'planet' }, ['type']],
  [{ path: ' ' }, ['path']],
  [{ path: 'a\nb' }, ['path']],
  [{ path: 'x'.repeat(256) }, ['path']],
  [{ parent: 4711 }, ['parent']],
  [{ parent: { type: 'group', path: 'nowhere' } }, ['parent']],
  [{ parent: 'x' }, ['parent']],
  [{ owner: 4711 }, ['owner']],
  [{ owner: { username: 'nobody' } }, ['owner']],
  [{ name: 1, zork: 2 }, ['name', 'zork']],
])('422 for %j', async (body, fields) => {
  const answer = await server.root.post('/resources', { type: 'project', path: 'p', ...body });
  expect(faultyFields(answer)).toEqual(fields);
});
