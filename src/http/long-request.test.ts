import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { receiveForLong } from './long-request.ts';

const REQUEST_TIMEOUT_MS = 50;

/** A server that gives up requests soon; `/long` may take its time. */
async function startServer() {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: 40, connectionsCheckingInterval: 10 },
    (incoming, response) => {
      if (incoming.url === '/long') receiveForLong(incoming, response);
      incoming.on('error', () => undefined).resume();
      incoming.on('end', () => response.end());
    },
  );
  const timeouts: string[] = [];
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    timeouts.push(error.code ?? '');
    answerBrokenRequest(error, socket as never);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, timeouts, port: (server.address() as AddressInfo).port };
}

test.each([
  ['/long', 200],
  ['/short', 408],
])('a body to %s that outlasts the time for requests is answered %s', async (path, status) => {
  const { server, timeouts, port } = await startServer();
  const outgoing = request({ port, host: '127.0.0.1', path, method: 'POST', agent: false });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  outgoing.write('begun');
  // Only what has been timed out shows that the time was over.
  await expect.poll(() => timeouts).toContain('ERR_HTTP_REQUEST_TIMEOUT');
  outgoing.end('ended');
  const [answer] = await answered;
  expect(answer.statusCode).toBe(status);
  answer.resume();
  server.closeAllConnections();
  server.close();
});
