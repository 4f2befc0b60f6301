import type { Server } from 'node:net';
import type { Config } from '../../../config/config.ts';
import { environmentWith } from '../../../config/env.ts';
import type { Settings } from '../../../installation.ts';
import type { Monitoring } from '../../../monitoring/monitoring.ts';
import type { SharedChanges } from '../../../stores/sqlite/workers/shared-changes.ts';
import type { ServerOutput } from '../server-output.ts';
import { listenForWorkers } from './listen-for-workers.ts';
import type { ProcessLine } from './process-line.ts';
import { Workers } from './workers.ts';

/** What workers are given by the process that starts them. */
export interface WorkersParts {
  readonly settings: Settings;
  readonly output: ServerOutput;
  readonly monitoring: Monitoring;
  readonly shared: SharedChanges;
}

/** Makes ready as many workers as are configured; none is started yet. */
export function createWorkers({ settings, output, monitoring, shared }: WorkersParts): Workers {
  const { env, config } = settings;
  const attend = (line: ProcessLine) => {
    line.on('allMetrics', () => workers.metrics(monitoring.render));
    return shared.serve(line);
  };
  const workers = new Workers(config.workers, {
    // What the command line said goes before the environment.
    env: environmentWith(env),
    logger: output.logger,
    attend,
  });
  monitoring.metrics.gauge('jeton_workers', 'Workers that serve.', () => workers.serving);
  return workers;
}

/** Listens once all workers can answer; undone, nothing is accepted any more and what was accepted is answered. */
export async function serveByWorkers(
  workers: Workers,
  config: Config,
  { logger }: ServerOutput,
): Promise<Server & AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  started.defer(() => workers.stop());
  // The port first: a start that fails for it should not wait for the workers.
  const server = await listenForWorkers(config, (socket) => workers.take(socket), logger);
  started.defer(() => void server.close());
  await workers.start();
  const stopping = started.move();
  return Object.assign(server, { [Symbol.asyncDispose]: () => stopping.disposeAsync() });
}
