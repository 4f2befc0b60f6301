import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Config } from '../../../config/config.ts';
import { listenAddressOf } from '../listen-address.ts';
import { removeStaleSocket } from '../remove-stale-socket.ts';

/** Accepts connections without reading from them, for workers to take. */
export async function listenForWorkers(
  config: Config,
  take: (socket: Socket) => void,
  logger: Logger,
): Promise<Server> {
  await removeStaleSocket(config);
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    take(socket);
  });
  const { listen } = config;
  server.listen('socketPath' in listen ? { path: listen.socketPath } : listen);
  await once(server, 'listening');
  logger.info(`accepting connections at ${listenAddressOf(config, server.address()).name}`);
  return server;
}
