import { afterAll, beforeAll, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('409 for a username that is taken, whatever the case', async () => {
  await server.root.post('/accounts', { type: 'user', username: 'Anna' });
  for (const username of ['Anna', 'anna', 'ANNA']) {
    const answer = await server.root.post('/accounts', { type: 'bot', username });
    expectProblem(answer, 409, 'Conflict', '/api/v1/accounts');
  }
});
