import type { ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';

/** How long clients get to learn that their connection ends, before idle connections are cut. */
export const NOTICE_MS = 200;
/** How long accepted requests may take to finish. */
export const DRAIN_MS_MAX = 10_000;

/**
 * Stops accepting and lets what was accepted finish. Cutting a connection that a client just wrote to would lose that
 * request: open connections first learn from their next answer that they end.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  const { server } = app;
  server.prependListener('request', (_request: unknown, response: ServerResponse) => {
    response.setHeader('connection', 'close');
  });
  // The listening socket alone: the HTTP server's own close cuts idle connections at once.
  if (server.listening) Server.prototype.close.call(server);
  if ((await promisify(server.getConnections.bind(server))()) > 0) await sleep(NOTICE_MS);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX);
  await app.close();
  clearTimeout(cut);
}
