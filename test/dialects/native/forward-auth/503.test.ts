import { expect, it } from 'vitest';
import { expectProblem, startNative } from '../start-native.ts';

it('503 while the store does not answer: nobody passes whom memory does not know', async () => {
  const server = await startNative();
  const { secret } = await server.issue();
  await server.closeStore();
  const answer = await server.send('/auth', { headers: { authorization: `Bearer ${secret}` } });
  expectProblem(answer, 503, 'Service Unavailable', '/auth');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  await server.close().catch(() => undefined);
});
