import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAccountsSchema } from '../../../../src/dialects/native/directory/schemas.ts';
import { expectSchema, faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
  for (const [username, type, role] of [
    ['a', 'user', 'viewer'],
    ['b', 'bot', 'editor'],
    ['c', 'service_account', 'editor'],
    ['d', 'user', 'editor'],
  ])
    await server.root.post('/accounts', {
      username,
      type,
      role,
      state: username === 'c' ? 'blocked' : 'active',
    });
});
afterAll(() => server.close());

async function found(query: string): Promise<string[]> {
  const answer = await server.root.get(`/accounts${query}`);
  expectSchema(answer, listAccountsSchema.response[200]);
  return answer.json.data.map(({ username }: { username: string }) => username);
}

it('200 lists by id, filtered by type, role and state', async () => {
  expect(await found('')).toEqual(['root', 'a', 'b', 'c', 'd']);
  expect(await found('?type=user')).toEqual(['root', 'a', 'd']);
  expect(await found('?role=editor')).toEqual(['b', 'c', 'd']);
  expect(await found('?state=blocked')).toEqual(['c']);
  expect(await found('?state=active&role=editor')).toEqual(['b', 'd']);
  expect(await found('?username=C')).toEqual(['c']);
  expect(await found('?username=')).toEqual([]);
});

it('200 pages by cursor', async () => {
  const first = await server.root.get('/accounts?limit=3');
  expect(await found(`?limit=3&cursor=${first.json.meta.next_cursor}`)).toEqual(['c', 'd']);
});

it('422 for a cursor of another list and for an unknown filter', async () => {
  const { next_cursor } = (await server.root.get('/resources?limit=1')).json.meta;
  expect(faultyFields(await server.root.get(`/accounts?cursor=${next_cursor}`))).toEqual(['cursor']);
  expect(faultyFields(await server.root.get('/accounts?role=boss&user=a'))).toEqual(['role', 'user']);
});
