import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { authoritySettingsOf } from '../../src/authority-settings.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { Env } from '../../src/config/env.ts';
import { parseUnleashInitialTokens } from '../../src/config/unleash-initial-tokens.ts';
import { type Caller, operatorCaller } from '../../src/core/access/caller.ts';
import { type Authority, createAuthority } from '../../src/core/authority.ts';
import type { Clock } from '../../src/core/clock.ts';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { systemRandom } from '../../src/core/random.ts';
import { createMonitoring } from '../../src/monitoring/monitoring.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { type AnswerCheck, checkAnswers } from './documented-answers.ts';

/** The real time, moved by as much as a test says. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
  set(time: number): void;
}

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed as JSON; throws when it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  readonly json: any;
}

/** A request to send as it stands. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or buffer is sent as it is; anything else as JSON with its content type. */
  readonly body?: unknown;
  /** The address to connect from: any of 127.0.0.0/8. */
  readonly from?: string;
}

/** A running server over a store in memory, on a real port. */
export interface TestServer {
  readonly url: string;
  readonly authority: Authority;
  readonly clock: TestClock;
  /** The first administrator's secret: account root, scope `*`. */
  readonly rootSecret: string;
  /** The operator, for calling the authority directly. */
  readonly operator: Caller;
  /** Everything that was logged. */
  logged(): string;
  send(path: string, sent?: Sent): Promise<Answer>;
  /** Takes the store away from the running server. */
  closeStore(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server; settings are given as environment variables. */
export async function startServer(env: Env = {}): Promise<TestServer> {
  const config = parseConfig({ JETON_DATABASE_URL: 'sqlite::memory:', JETON_LOG_LEVEL: 'debug', ...env });
  const clock = testClock();
  const monitoring = createMonitoring({ version: 'test' });
  const store = monitoring.watchStore(await openStore({ databaseUrl: config.databaseUrl }));
  const authority = await createAuthority({
    store,
    clock,
    random: systemRandom,
    keys: deriveInstallationKeys(Buffer.alloc(32, 7)),
    settings: authoritySettingsOf(config),
  });
  monitoring.watchAuthority(authority);
  const root = await authority.prepare(null);
  await authority.importUnleashTokens(parseUnleashInitialTokens(env));
  const lines: string[] = [];
  const logger = pino({ level: config.logLevel }, sink(lines));
  const app = await createApp({ config, authority, logger, monitoring, callers: 'token' });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    authority,
    clock,
    rootSecret: root?.reveal() ?? '',
    operator: operatorCaller({ via: 'test', requestId: null }, await authority.account(1)),
    logged: () => lines.join(''),
    send: (path, sent) => sendAndCheck(port, path, sent),
    closeStore: () => store.close(),
    async close() {
      await app.close();
      await authority.settle();
      await store.close();
    },
  };
}

let checkOfWorker: AnswerCheck | undefined;

/** Sends a request; rejects an answer that the API's own document does not tell. */
async function sendAndCheck(port: number, path: string, sent: Sent = {}): Promise<Answer> {
  const answer = await send(port, path, sent);
  // One for all servers of a worker: what settings change is not in the answers' schemas.
  checkOfWorker ??= checkAnswers((await send(port, '/openapi.json')).json);
  const fault = checkOfWorker(sent, path, answer);
  if (fault !== null) throw new Error(`An answer is not as /openapi.json tells: ${fault}`);
  return answer;
}

/** Sends one request over a connection of its own and reads the whole answer. */
export function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, from }: Sent = {},
): Promise<Answer> {
  const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  const payload = raw ? (body as string | Buffer | undefined) : JSON.stringify(body);
  const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
  const type = raw ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { ...type, ...length, ...headers },
        agent: false,
        ...(from !== undefined && { localAddress: from }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: received } = incoming;
          resolve({
            status: statusCode,
            headers: received,
            text,
            get json() {
              return JSON.parse(text);
            },
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    set: (time) => {
      offset = time - Date.now();
    },
  };
}

function sink(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
