import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pinned } from './cores.ts';
import { processorMilliseconds, residentMebibytes } from './process-figures.ts';

/** A server process under measurement, on the server's core. */
export interface MeasuredProcess {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from spawning the process to the line that says where it listens. */
  readonly startMilliseconds: number;
  residentMebibytes(): number;
  /** User and system time that it has used with all its threads, in milliseconds. */
  processorMilliseconds(): number;
  stop(): Promise<void>;
}

/** How to start it. */
export interface Start {
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const START_MS_MAX = 120_000;

/** Starts a program that prints `listening on http://…` when it is ready, and waits for that. */
export async function startMeasured({ words, cwd, env = {} }: Start): Promise<MeasuredProcess> {
  const started = performance.now();
  const [command = '', ...rest] = pinned('server', words);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(JETON_|NODE_|npm_)/.test(name));
  const child = spawn(command, rest, {
    ...(cwd !== undefined && { cwd }),
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // However this process ends, it leaves no server behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const url = await readyUrl(child);
  const startMilliseconds = performance.now() - started;
  // Pinning replaces itself by the program: the id is the server's.
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    startMilliseconds,
    residentMebibytes: () => residentMebibytes(pid),
    processorMilliseconds: () => processorMilliseconds(pid),
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string) => reject(new Error(`the server ${what}: ${output.slice(-4_000)}`));
    const timer = setTimeout(() => fail('is not ready in time'), START_MS_MAX);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (timer.hasRef()) output += chunk;
      const url = /listening on (http\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      timer.unref();
      resolve(url);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}
