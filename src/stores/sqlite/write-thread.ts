import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PerformChange } from '../sql/changes/all-changes.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { fromSentError } from './sent-error.ts';
import { createWriteQueue } from './write-queue.ts';
import type { WriteReply, WriteRequest } from './write-worker.ts';

/** The thread that writes; changes that arrive while it commits share the next commit. */
export interface WriteThread {
  readonly perform: PerformChange;
  /** Throws when the thread has ended. */
  check(): void;
  /** Finishes what was accepted and ends the thread. */
  close(): Promise<void>;
}

/** Starts the thread; rejects when it cannot open the file. */
export function openWriteThread(path: string): Promise<WriteThread> {
  return driveWorker(startWorker(path));
}

export function startWorker(path: string): Worker {
  // Compiled, this file and the worker are `.js`. The worker takes no flags of the process: they may preload what it must not.
  const url = new URL(`./write-worker${extname(import.meta.url)}`, import.meta.url);
  return new Worker(url, { workerData: { path }, execArgv: [], name: 'jeton-write' });
}

/** Hands groups of changes to a worker; once it has ended, for whatever reason, every change is refused. */
export async function driveWorker(worker: Worker): Promise<WriteThread> {
  const ask = (request: WriteRequest) => worker.postMessage(request);
  const queue = createWriteQueue((group) => ask({ group }));
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const ready = Promise.withResolvers<void>();
  const die = (cause?: unknown) => {
    const error = storeUnavailable('the thread that writes to the database has ended', cause);
    queue.stop(error);
    ready.reject(error);
  };
  worker.once('error', die);
  worker.once('exit', () => die());
  worker.on('message', (reply: WriteReply) => {
    if ('ready' in reply) ready.resolve();
    else if ('results' in reply) queue.settle(reply.results);
    else {
      const error = fromSentError(reply.failed);
      ready.reject(error);
      queue.fail(error);
    }
  });
  await ready.promise.catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  return {
    perform: ((name, input) => queue.add({ name, input })) as PerformChange,
    check: () => queue.check(),
    async close() {
      await queue.finish();
      ask({ close: true });
      await ended;
    },
  };
}
