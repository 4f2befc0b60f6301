import type { Server } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import { minimumTls } from '../../http/create-http-server.ts';
import type { Monitoring } from '../../monitoring/monitoring.ts';
import { readTlsPair, signatureOf, type TlsPair } from './tls-files.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Serves new connections with what the files hold now. They are looked at rather than watched: a change behind a
 * symbolic link, or on a mounted volume, is told by no event. A change is taken up once the files have stood still for
 * a look, because both are rarely replaced at once; what does not fit together leaves the old pair in use.
 */
export function followTlsFiles(
  { tls: files }: Config,
  first: TlsPair,
  app: FastifyInstance,
  { logger, monitoring }: { readonly logger: Logger; readonly monitoring: Monitoring },
): () => void {
  if (files === null) return () => undefined;
  let pair = first;
  monitoring.metrics.gauge(
    'jeton_tls_certificate_expires_timestamp_seconds',
    'When the certificate in use ends.',
    () => pair.expiresAt / 1000,
  );
  const takeUp = () => {
    try {
      pair = readTlsPair(files);
      const server: unknown = app.server;
      (server as Server).setSecureContext({ cert: pair.cert, key: pair.key, ...minimumTls });
      logger.info({ expires_at: new Date(pair.expiresAt) }, 'took up the new certificate');
    } catch (err) {
      logger.error({ err }, 'the new certificate cannot be used: the old one stays');
    }
  };
  return onceStill(() => signatureOf(files), takeUp);
}

/** Calls `act` when what is looked at has changed and then stood still for a look; answers how to end that. */
function onceStill(look: () => string, act: () => void): () => void {
  let known = look();
  let seen = known;
  const timer = setInterval(() => {
    const before = seen;
    seen = look();
    if (seen === known || seen !== before) return;
    known = seen;
    act();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
