import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinned } from './cores.ts';

/** What is asked of a server, again and again. */
export interface LoadSpec {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /**
   * `{{pool}}` anywhere is replaced by a line drawn at random from that pool, `{{pool.1}}`, `{{pool.2}}` by the fields of
   * one line for the whole request.
   */
  readonly request: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** The files with the lines. */
  readonly pools: Readonly<Record<string, string>>;
  /** Ask so often instead of for so long, with each line of a pool at most once. */
  readonly onceAmount?: number;
  /** A regular expression that answers match: a few are looked at before it is measured. */
  readonly expect: string;
}

/** What a run came to. */
export interface LoadResult {
  readonly answered: number;
  readonly seconds: number;
  /** Share of a core that the load generator used: near one, it and not the server was the limit. */
  readonly loadShare: number;
  readonly p50: number;
  readonly p99: number;
}

/** What the process answers: it is about to begin, it is done, or it cannot. */
export type LoadMessage =
  | { readonly begins: true }
  | { readonly result: LoadResult }
  | { readonly failed: string };

/** A load generator in a process of its own, on the load's core. */
export interface Load {
  /** `onBegin` is called when requests are made ready and the first is about to be sent. */
  run(spec: LoadSpec, onBegin?: () => void): Promise<LoadResult>;
  stop(): void;
}

/** Starts the load generator. */
export function startLoad(): Load {
  const script = join(import.meta.dirname, 'load-process.ts');
  const [command = '', ...rest] = pinned('load', [process.execPath, '--max-old-space-size=8192', script]);
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  return { run: (spec, onBegin) => runIn(child, spec, onBegin), stop };
}

function runIn(child: ChildProcess, spec: LoadSpec, onBegin?: () => void): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const hear = (message: LoadMessage) => {
    if ('begins' in message) onBegin?.();
    else if ('failed' in message) reject(new Error(`${spec.request.path}: ${message.failed}`));
    else resolve(message.result);
  };
  const end = (code: number | null) => reject(new Error(`the load generator ended with ${code}`));
  child.on('message', hear).once('exit', end);
  child.send(spec);
  return promise.finally(() => child.off('message', hear).off('exit', end));
}
