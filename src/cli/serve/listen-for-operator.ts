import { rmSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { controlSocketPath } from '../control-socket.ts';

/**
 * Serves an application at the control socket, which its owner alone may open. The caller holds the data directory, so
 * that a socket found there was left by a server that died.
 */
export async function listenForOperator(
  app: FastifyInstance,
  dataDir: string,
  logger: Logger,
): Promise<void> {
  const path = controlSocketPath(dataDir);
  if (path === null) {
    logger.warn(
      { dataDir },
      'this path is too long for a control socket: commands need --server to reach this server',
    );
    return;
  }
  rmSync(path, { force: true });
  const umask = process.umask(0o177);
  try {
    await app.listen({ path, listenTextResolver: () => `operator's control socket at ${path}` });
  } finally {
    process.umask(umask);
  }
}
