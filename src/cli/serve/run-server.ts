import { rmSync, statSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApp } from '../../app.ts';
import { unknownSettings } from '../../config/env.ts';
import type { Authority } from '../../core/authority.ts';
import type { ProtocolTrial } from '../../core/nodes/protocol-trial.ts';
import { openInstallation, type Settings } from '../../installation.ts';
import { DirectoryLockedError } from '../../stores/sqlite/directory-lock.ts';
import { socketAnswers } from '../control-socket.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { addOperatorRoutes } from '../operator/operator-routes.ts';
import { beginStop } from './begin-stop.ts';
import { drain } from './drain.ts';
import { announceFirstStart } from './first-start.ts';
import { followTlsFiles } from './follow-tls-files.ts';
import { listenAddressOf } from './listen-address.ts';
import { listenForOperator } from './listen-for-operator.ts';
import { reportLostHistory } from './report-lost-history.ts';
import { reportUses } from './report-uses.ts';
import { createServerOutput, type ServerOutput } from './server-output.ts';
import { readTlsPair } from './tls-files.ts';
import { traceProcess } from './trace-process.ts';
import { watchProcess } from './watch-process.ts';

const SETTLE_INTERVAL_MS = 1000;

/**
 * Runs a server until it is told to stop; what it took on is undone in reverse order, whether or not it got to listen.
 * `trial` is for tests alone.
 */
export async function runServer(settings: Settings, trial?: ProtocolTrial): Promise<void> {
  const { config } = settings;
  const output = await createServerOutput(config.logLevel);
  const { logger } = output;
  endOnUncaughtError(output);
  const tls = config.tls === null ? null : readTlsPair(config.tls);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => output.flush());
  for (const name of unknownSettings())
    logger.warn({ name }, 'this variable is no setting of Jeton: is it misspelled?');

  const held = await holdDataDirectory(config.dataDir);
  if (!('lock' in held)) throw new DirectoryLockedError(config.dataDir);
  undo.defer(() => held.lock.release());
  const tracing = await traceProcess(config, logger);
  undo.defer(() => tracing?.close());
  const monitoring = watchProcess(config, tracing);
  const { watchStore } = monitoring;
  const onHistoryLost = reportLostHistory(monitoring, logger);
  const installation = await openInstallation(settings, {
    watchStore,
    onHistoryLost,
    ...(trial && { trial }),
  });
  undo.defer(installation.close);
  const firstRequest = announceFirstStart(installation, config, output);

  const { authority } = installation;
  monitoring.watchAuthority(authority);
  reportUses(authority.recovery, config, logger);
  const control = await createApp({ config, authority, logger, monitoring, callers: 'operator' });
  await addOperatorRoutes(control, authority, settings);
  undo.defer(() => drain(control));
  await listenForOperator(control, config.dataDir, logger);
  const app = await createApp({ config, authority, logger, monitoring, tls, callers: 'token' });
  undo.defer(() => drain(app));
  await listen(app, settings);
  if (tls !== null) undo.defer(followTlsFiles(config, tls, app, { logger, monitoring }));
  undo.defer(settleRegularly(authority, logger));

  const stop = stopSignal();
  const address = listenAddressOf(config, app.server.address());
  output.print(`Jeton listening on ${address.name}\n${firstRequest?.(address) ?? ''}`);
  await beginStop(await stop, monitoring.readiness, config, output);
}

async function listen(app: FastifyInstance, { config }: Settings): Promise<void> {
  const listenTextResolver = (address: string) => `accepting connections at ${address}`;
  if (!('socketPath' in config.listen))
    return void (await app.listen({ ...config.listen, listenTextResolver }));
  const { socketPath: path } = config.listen;
  // Left behind by a server that died: a socket file keeps its name taken.
  if (statSync(path, { throwIfNoEntry: false })?.isSocket() && !(await socketAnswers(path))) rmSync(path);
  await app.listen({ path, listenTextResolver });
}

/** Writes uses to the store every second; answers how to end that. */
function settleRegularly(authority: Authority, logger: Logger): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await authority.settle().catch((err: unknown) => logger.error({ err }, 'counts could not be written'));
    busy = false;
  }, SETTLE_INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Resolves at the first request to stop. Later ones change nothing: npm passes on what the terminal sent already. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

function endOnUncaughtError({ logger, flush }: ServerOutput): void {
  process.on('uncaughtException', (err) => {
    logger.fatal({ err }, 'uncaught error: the server ends');
    void flush().finally(() => process.exit(1));
  });
}
