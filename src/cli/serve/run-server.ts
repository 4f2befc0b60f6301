import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../app.ts';
import type { Config } from '../../config/config.ts';
import { unknownSettings } from '../../config/env.ts';
import type { Authority } from '../../core/authority.ts';
import type { ProtocolTrial } from '../../core/nodes/protocol-trial.ts';
import { openInstallation, type Settings } from '../../installation.ts';
import type { Monitoring } from '../../monitoring/monitoring.ts';
import { DirectoryLockedError } from '../../stores/sqlite/directory-lock.ts';
import { SharedChanges } from '../../stores/sqlite/workers/shared-changes.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { addOperatorRoutes } from '../operator/operator-routes.ts';
import { beginStop } from './begin-stop.ts';
import { drain } from './drain.ts';
import { endOnUncaughtError } from './end-on-uncaught-error.ts';
import { announceFirstStart } from './first-start.ts';
import { followTlsFiles } from './follow-tls-files.ts';
import { listenAddressOf } from './listen-address.ts';
import { listenForOperator } from './listen-for-operator.ts';
import { removeStaleSocket } from './remove-stale-socket.ts';
import { reportLostHistory } from './report-lost-history.ts';
import { reportUses } from './report-uses.ts';
import { createServerOutput, type ServerOutput } from './server-output.ts';
import { settleRegularly } from './settle-regularly.ts';
import { stopSignal } from './stop-signal.ts';
import { readTlsPair, type TlsPair } from './tls-files.ts';
import { traceProcess } from './trace-process.ts';
import { watchProcess } from './watch-process.ts';
import { createWorkers, serveByWorkers } from './workers/serve-by-workers.ts';

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
  const shared = new SharedChanges({ leaseMs: config.leaseMs, name: hostname() });
  const workers = config.workers > 1 ? createWorkers({ settings, output, monitoring, shared }) : null;
  const { watchStore } = monitoring;
  const onHistoryLost = reportLostHistory(monitoring, logger);
  const installation = await openInstallation(settings, {
    watchStore,
    onHistoryLost,
    ...(workers !== null && { shared }),
    ...(trial && { trial }),
  });
  undo.defer(installation.close);
  const firstRequest = announceFirstStart(installation, config, output);

  const { authority } = installation;
  monitoring.watchAuthority(authority);
  reportUses(authority.recovery, config, logger);
  const render = workers === null ? monitoring.render : () => workers.metrics(monitoring.render);
  const told = { ...monitoring, render };
  const control = await createApp({ config, authority, logger, monitoring: told, callers: 'operator' });
  await addOperatorRoutes(control, authority, settings);
  undo.defer(() => drain(control));
  await listenForOperator(control, config.dataDir, logger);
  const front = undo.use(
    workers === null
      ? await serveHere(settings, { authority, monitoring, output, tls })
      : await serveByWorkers(workers, config, output),
  );
  undo.defer(settleRegularly(authority, logger));

  const stop = stopSignal();
  const address = listenAddressOf(config, front.address());
  output.print(`Jeton listening on ${address.name}\n${firstRequest?.(address) ?? ''}`);
  const signal = await stop;
  workers?.announceStop();
  await beginStop(signal, monitoring.readiness, config, output);
}

/** Answers requests in this process; undone, what was accepted is answered first. */
async function serveHere(
  { config }: Settings,
  parts: {
    readonly authority: Authority;
    readonly monitoring: Monitoring;
    readonly output: ServerOutput;
    readonly tls: TlsPair | null;
  },
) {
  const { authority, monitoring, tls, output } = parts;
  const { logger } = output;
  await using serving = new AsyncDisposableStack();
  const app = await createApp({ config, authority, logger, monitoring, tls, callers: 'token' });
  serving.defer(() => drain(app));
  await listen(app, config);
  if (tls !== null) serving.defer(followTlsFiles(config, tls, app, { logger, monitoring }));
  const ending = serving.move();
  return { address: () => app.server.address(), [Symbol.asyncDispose]: () => ending.disposeAsync() };
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  await removeStaleSocket(config);
  const place = 'socketPath' in config.listen ? { path: config.listen.socketPath } : config.listen;
  await app.listen({ ...place, listenTextResolver: (address) => `accepting connections at ${address}` });
}
