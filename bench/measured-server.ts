import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_KEY } from './seed-database.ts';

/** A server process under measurement. */
export interface MeasuredServer {
  readonly url: string;
  /** Milliseconds from spawning the process to its readiness line. */
  readonly startMilliseconds: number;
  /** Resident memory in MiB. */
  residentMebibytes(): number;
  /** User and system time that the process has used, in milliseconds. */
  processorMilliseconds(): number;
  stop(): Promise<void>;
}

const TICKS_PER_SECOND = 100;

/** Starts a server over a seeded data directory on a free port, and waits until it is ready. */
export function startJeton(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredServer> {
  const settings = { JETON_KEY: BENCH_KEY.toString('base64'), JETON_LOG_LEVEL: 'warn', ...env };
  return startProcess(['bin/jeton.js', 'serve', '--port', '0', '--data-dir', dataDir], settings);
}

/** Starts a process that prints a readiness line, and waits for it. */
export async function startProcess(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<MeasuredServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [...words], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readyUrl(child);
  const startMilliseconds = performance.now() - started;
  const pid = child.pid ?? 0;
  return {
    url,
    startMilliseconds,
    residentMebibytes: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    processorMilliseconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      const url = /^Jeton listening on (http\S+)$/m.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}
