import { createApp } from '../../../app.ts';
import type { Settings } from '../../../installation.ts';
import { openWorkerAuthority } from '../../../open-worker-authority.ts';
import { CliError } from '../../cli-error.ts';
import { describeFailure } from '../../describe-failure.ts';
import { beginStop } from '../begin-stop.ts';
import { endOnUncaughtError } from '../end-on-uncaught-error.ts';
import { followTlsFiles } from '../follow-tls-files.ts';
import { reportLostHistory } from '../report-lost-history.ts';
import { createServerOutput } from '../server-output.ts';
import { settleRegularly } from '../settle-regularly.ts';
import { readTlsPair } from '../tls-files.ts';
import { traceProcess } from '../trace-process.ts';
import { watchProcess } from '../watch-process.ts';
import { GivenConnections } from './given-connections.ts';
import { ProcessLine } from './process-line.ts';

/** How often a worker tells that it goes on. */
const HERE_INTERVAL_MS = 250;

/** Answers requests for the process that started this one, until that one says or is gone. */
export async function runWorker(number: number, settings: Settings): Promise<void> {
  if (process.send === undefined) throw new CliError('a worker is started by jeton serve --workers', 2);
  const line = new ProcessLine(process);
  // The kernel closes the line when that process dies: its lock is free then, and the next start must not wait.
  process.once('disconnect', () => process.exit(1));
  // A terminal or a supervisor tells both: the other process says when.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  try {
    await serve(number, settings, line);
  } catch (error) {
    await line.tell('failed', describeFailure(error));
    process.exit(1);
  }
}

async function serve(number: number, settings: Settings, line: ProcessLine): Promise<void> {
  const { config } = settings;
  const drained = new Promise<void>((resolve) => line.on('drain', () => resolve()));
  const output = await createServerOutput(config.logLevel, number);
  const { logger } = output;
  endOnUncaughtError(output);
  const tls = config.tls === null ? null : readTlsPair(config.tls);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => output.flush());
  const tracing = await traceProcess(config, logger);
  undo.defer(() => tracing?.close());
  const monitoring = watchProcess(config, tracing);
  line.on('metrics', monitoring.render);
  line.on('stopping', () => monitoring.readiness.stop());
  const onHistoryLost = reportLostHistory(monitoring, logger);
  const place = { line, number, watchStore: monitoring.watchStore, onHistoryLost };
  const { authority, close } = await openWorkerAuthority(settings, place);
  undo.defer(close);
  monitoring.watchAuthority(authority);
  const render = async () => String(await line.ask('allMetrics', null));
  const app = await createApp({
    config,
    authority,
    logger,
    tls,
    monitoring: { ...monitoring, render },
    callers: 'token',
  });
  await app.ready();
  const connections = new GivenConnections(app, line);
  undo.defer(() => connections.drain());
  if (tls !== null) undo.defer(followTlsFiles(config, tls, app, { logger, monitoring }));
  undo.defer(settleRegularly(authority, logger));
  const here = setInterval(() => void line.tell('here', connections.count), HERE_INTERVAL_MS);
  undo.defer(() => clearInterval(here));
  logger.info('serving');
  void line.tell('ready', null);
  await drained;
  await beginStop('drain', monitoring.readiness, { ...config, stopDelaySeconds: 0 }, output);
}
