import { expect, it } from 'vitest';
import { startNative } from '../start-native.ts';

it('503 when the store is gone before the first line is answered', async () => {
  const server = await startNative();
  const example = server.authority.kinds.get('access_token').example;
  // Remembered, so that the caller is let in without the store.
  await server.root.get('/me');
  await server.closeStore();
  const answer = await server.root.send(
    'POST',
    '/tokens/identify-batch',
    `${JSON.stringify({ token: example })}\n`,
    { 'content-type': 'application/x-ndjson' },
  );
  expect(answer.status).toBe(503);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['retry-after']).toBe('1');
});
