import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('404 for another’s token as for none, and for an own token of another kind, at every call', async () => {
  const { id } = await server.account();
  const others = await server.issue({ account: { id } });
  const otherKind = await server.issue({ kind: 'personal_access_token', scopes: ['api'] });
  for (const one of [others.id, otherKind.id, 4711]) {
    const path = `/me/tokens/${one}`;
    const answers = [
      [path, await server.root.get(path)],
      [path, await server.root.patch(path, { name: 'mine' })],
      [path, await server.root.delete(path)],
      [`${path}/rotate`, await server.root.post(`${path}/rotate`)],
    ] as const;
    for (const [instance, answer] of answers)
      expect(expectProblem(answer, 404, 'Not Found', `/api/v1${instance}`).detail).toBe('Resource not found');
  }
  expect((await server.root.get(`/tokens/${others.id}`)).json.data).toMatchObject({
    name: 'a token',
    status: 'active',
  });
});
