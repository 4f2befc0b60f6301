import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountSchema } from '../../../../src/dialects/native/directory/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('201 with every member in its order', async () => {
  const body = {
    type: 'service_account',
    username: 'ci.deploy+1@example',
    name: ' CI ',
    email: 'ci@example.org',
    role: 'viewer',
    attributes: { team: 'a' },
  };
  const answer = await server.root.post('/accounts', body);
  expect(answer.status).toBe(201);
  expectSchema(answer, createAccountSchema.response[201]);
  expect(Object.keys(answer.json.data)).toEqual([
    'id',
    'type',
    'username',
    'name',
    'email',
    'role',
    'state',
    'attributes',
    'created_at',
    'updated_at',
  ]);
  expect(answer.json.data).toMatchObject({ ...body, name: 'CI', state: 'active' });
  const read = await server.root.get(`/accounts/${answer.json.data.id}`);
  expect(read.json).toEqual(answer.json);
});

it('201 takes the username for a name, and editor for a role', async () => {
  const { json } = await server.root.post('/accounts', { type: 'user', username: 'bob' });
  expect(json.data).toMatchObject({
    name: 'bob',
    email: null,
    role: 'editor',
    state: 'active',
    attributes: {},
  });
});

it('201 makes an account that is blocked from the start', async () => {
  const { json } = await server.root.post('/accounts', { type: 'user', username: 'eve', state: 'blocked' });
  expect(json.data.state).toBe('blocked');
  expect((await server.root.get(`/accounts/${json.data.id}`)).json.data.state).toBe('blocked');
});
