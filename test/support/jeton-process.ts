import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Answer, type Sent, send } from './start-server.ts';

const repository = resolve(import.meta.dirname, '../..');
const program = join(repository, 'bin/jeton.js');
const START_MS_MAX = 30_000;

/** How a process of the program ended, with all it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to start a process of the program; settings of the surrounding environment never reach it. */
export interface Start {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Standard input of a command. */
  readonly input?: string;
  /** Start the server as `npm start` does. */
  readonly throughNpm?: true;
}

/** A server in a process of its own. */
export interface JetonServer {
  readonly url: string;
  /** None (0) where it listens at a Unix socket. */
  readonly port: number;
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  send(path: string, sent?: Sent): Promise<Answer>;
  /** Asks it to stop, and waits. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  /** Ends it at once, as a loss of power would. */
  kill(): Promise<Ended>;
}

/** A data directory's place, not made yet, removed when the test is over. */
export function newDataDir(): string {
  const root = mkdtempSync(join(tmpdir(), 'jeton-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'data');
}

/** Runs one command to its end. */
export async function runJeton(
  args: readonly string[],
  { dataDir, env = {}, input = '' }: Start,
): Promise<Ended> {
  const { child, ended } = launch(args, dataDir, env);
  // A command that does not read its input may be gone before it is written.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return ended;
}

/** Runs one command that must succeed, and answers the JSON that it prints. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
export async function jetonJson(args: readonly string[], start: Start): Promise<any> {
  const { code, stdout, stderr } = await runJeton([...args, '--json'], start);
  if (code !== 0) throw new Error(`jeton ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Starts a server on a free port and waits until it is ready; it is ended with the test at the latest. */
export async function startJeton(start: Start): Promise<JetonServer> {
  const { dataDir, env = {}, args = [], throughNpm } = start;
  const { child, ended, output } = throughNpm
    ? launch(['--prefix', repository, 'start', '--', '--port', '0', ...args], dataDir, env, ['npm'])
    : launch(['serve', '--port', '0', ...args], dataDir, env);
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  const port = await readyPort(child, ended, output);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    send: (path, sent) => send(port, path, sent),
    stop: (signal = 'SIGTERM') => end(signal),
    kill: () => end('SIGKILL'),
  };
}

interface Output {
  stdout: string;
  stderr: string;
}

function launch(
  args: readonly string[],
  dataDir: string,
  env: Readonly<Record<string, string>>,
  [command = '', ...before]: readonly string[] = [process.execPath, program],
) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('JETON_'));
  const child = spawn(command, [...before, ...args], {
    cwd: resolve(dataDir, '..'),
    env: { ...Object.fromEntries(inherited), JETON_DATA_DIR: dataDir, ...env },
    stdio: 'pipe',
  });
  const output: Output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, ...output }));
  });
  return { child, ended, output };
}

function readyPort(child: ChildProcess, ended: Promise<Ended>, output: Output): Promise<number> {
  return new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error('the server is not ready in time')), START_MS_MAX);
    const look = () => {
      const [, place] = /^Jeton listening on (.+)$/m.exec(output.stdout) ?? [];
      if (place === undefined) return;
      clearTimeout(timer);
      // None for a Unix socket.
      ready(Number(URL.parse(place)?.port ?? 0));
    };
    child.stdout?.on('data', look);
    void ended.then(({ code, stderr }) => {
      clearTimeout(timer);
      failed(new Error(`the server ended with ${code} before it was ready: ${stderr}`));
    });
  });
}
