import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { PausePoint } from '../../src/core/nodes/follower.ts';
import type { ProtocolRules } from '../../src/core/nodes/protocol-rules.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import type { NodeOrder } from './node-main.ts';

const main = join(import.meta.dirname, 'node-main.ts');
const START_MS_MAX = 40_000;
const STOP_MS_MAX = 40_000;
/** Longer than anything that a node waits for before it answers. */
const ANSWER_MS_MAX = 15_000;

/** How a node is started. */
export interface NodeStart {
  readonly name: string;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly off?: readonly (keyof ProtocolRules)[];
}

/** An answer; the status is null where none came. */
export interface Answer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a driver looks into whatever came
  readonly json: any;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as a form, anything else as JSON. */
  readonly body?: unknown;
}

/** A real server process behind a proxy of its own to the database. */
export class ChaosNode {
  readonly name: string;
  readonly proxy: FaultProxy;
  readonly #start: NodeStart;
  #child: ChildProcess | null = null;
  #port = 0;
  #agent = new Agent({ keepAlive: true });
  #output = '';

  private constructor(start: NodeStart, proxy: FaultProxy) {
    this.name = start.name;
    this.#start = start;
    this.proxy = proxy;
  }

  static async open(start: NodeStart): Promise<ChaosNode> {
    const proxy = await openFaultProxy(Number(new URL(start.databaseUrl).port));
    const node = new ChaosNode(start, proxy);
    await node.start();
    return node;
  }

  /** Everything that it wrote. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async start(): Promise<void> {
    const { root, name, env, databaseUrl, off = [] } = this.#start;
    const dataDir = join(root, name);
    mkdirSync(dataDir, { recursive: true });
    const url = new URL(databaseUrl);
    url.port = String(this.proxy.port);
    const inherited = Object.entries(process.env).filter(([key]) => !/^(JETON|NODE|VITEST)/.test(key));
    const child = fork(main, [...off], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...Object.fromEntries(inherited),
        ...env,
        JETON_PORT: '0',
        JETON_DATA_DIR: dataDir,
        JETON_DATABASE_URL: url.href,
      },
    });
    this.#child = child;
    this.#port = await this.#readyPort(child);
  }

  /** Ends it at once, as a loss of power would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, and waits; answers its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.isRunning) this.#child?.kill(signal);
  }

  /** The wall clock as the node sees it, off by so much. */
  shiftWallClock(offsetMs: number): Promise<void> {
    return this.#order({ type: 'wall', offsetMs });
  }

  pauseAt(point: PausePoint, milliseconds: number): Promise<void> {
    return this.#order({ type: 'pause', point, milliseconds });
  }

  /** Never rejects: no answer is an answer too. */
  send(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
    return new Promise((resolve) => {
      const nothing = () => resolve({ status: null, headers: {}, json: undefined, text: '' });
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#port,
          path,
          method,
          agent: this.#agent,
          headers: {
            ...(payload !== undefined && {
              'content-type': type,
              'content-length': Buffer.byteLength(payload),
            }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', nothing);
          incoming.on('close', () => {
            if (!incoming.complete) return nothing();
            const { statusCode = 0 } = incoming;
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: statusCode, headers: incoming.headers, json: toJson(text), text });
          });
        },
      );
      const timer = setTimeout(() => outgoing.destroy(), ANSWER_MS_MAX);
      outgoing.on('error', nothing);
      outgoing.on('close', () => clearTimeout(timer));
      outgoing.end(payload);
    });
  }

  async close(): Promise<void> {
    await this.kill();
    this.#agent.destroy();
    this.proxy.close();
  }

  async #order(order: NodeOrder): Promise<void> {
    const child = this.#child;
    if (child === null || !this.isRunning || !child.connected) return;
    const over = new AbortController();
    const { signal } = over;
    const heard = ['message', 'exit'].map((event) => once(child, event, { signal }).catch(() => undefined));
    child.send(order, () => undefined);
    await Promise.race(heard);
    over.abort();
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === null || !this.isRunning) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await gone;
    clearTimeout(late);
    // What was kept open leads nowhere any more.
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
    return child.exitCode;
  }

  #readyPort(child: ChildProcess): Promise<number> {
    return new Promise((ready, failed) => {
      let said = '';
      const fail = (why: string) => failed(new Error(`node ${this.name} ${why}: ${said.slice(-2_000)}`));
      const timer = setTimeout(() => fail('is not ready in time'), START_MS_MAX);
      const take = (text: string) => {
        said += text;
        this.#output += text;
        const [, port] = /^Jeton listening on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(said) ?? [];
        if (port === undefined) return;
        clearTimeout(timer);
        ready(Number(port));
      };
      child.stdout?.setEncoding('utf8').on('data', take);
      child.stderr?.setEncoding('utf8').on('data', take);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        fail(`ended (${code ?? signal})`);
      });
    });
  }
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
