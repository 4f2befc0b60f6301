/** The load generator: draws tokens at random from files, and reports to the process that started it. */
import autocannon from 'autocannon';
import { DrawnLines } from './drawn-lines.ts';
import type { LoadMessage, LoadResult, LoadSpec } from './load.ts';

/** Requests made ready before a run, so that making them does not slow it down; drawn anew for every run. */
const READY_MAX = 200_000;
const READY_PER_SECOND = 40_000;
const READY_BYTES_MAX = 256 * 1024 * 1024;
const SAMPLES = 5;
/** On a busy machine the floor waits as well. */
const TIMEOUT_SECONDS = 60;

const pools = new Map<string, DrawnLines>();

process.on('message', (spec: LoadSpec) => {
  run(spec).then(
    (result) => tell({ result }),
    (error: unknown) => tell({ failed: String(error) }),
  );
});

function tell(message: LoadMessage): void {
  process.send?.(message);
}

async function run(spec: LoadSpec): Promise<LoadResult> {
  const make = requestMaker(spec);
  await lookAtSamples(spec, make);
  const slices = makeReady(spec, make);
  const amount = slices.reduce((sum, { length }) => sum + length, 0);
  if (spec.onceAmount !== undefined && amount < spec.connections) throw new Error('too few tokens are left');
  tell({ begins: true });
  const before = process.cpuUsage();
  const started = performance.now();
  const result = await autocannon({
    url: spec.url,
    connections: spec.connections,
    ...(spec.onceAmount === undefined ? { duration: spec.seconds } : { amount }),
    timeout: TIMEOUT_SECONDS,
    setupClient: (client) => send(client as object, slices.pop() ?? []),
  });
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  if (result.non2xx + result.errors + result.timeouts > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed, ${result.timeouts} timed out`);
  return {
    answered: result['2xx'],
    seconds: result.duration,
    loadShare: (user + system) / 1000 / elapsed,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

interface Made {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as the generator keeps it once it has been put together. */
interface Ready {
  readonly method: string;
  readonly requestBuffer: Buffer;
}

/** What the generator's client has inside, in the version that the lock file names. */
interface Client {
  readonly requestIterator?: { requests: Ready[]; currentRequest: Ready; currentRequestIndex: number };
}

/**
 * Gives a connection requests that are put together already. `setRequests`, its way to do so, would put them together
 * while time is measured, for seconds where there are many.
 */
function send(client: Client, ready: Ready[]): void {
  const [first] = ready;
  const { requestIterator } = client;
  if (first === undefined || requestIterator === undefined)
    throw new Error('this autocannon is of another make');
  Object.assign(requestIterator, { requests: ready, currentRequest: first, currentRequestIndex: 0 });
}

/** A slice for each connection. */
function makeReady({ url, connections, seconds, onceAmount }: LoadSpec, make: () => Made | null): Ready[][] {
  const slices: Ready[][] = Array.from({ length: connections }, () => []);
  const { host } = new URL(url);
  let bytes = 0;
  const most = onceAmount ?? Math.min(READY_MAX, READY_PER_SECOND * seconds);
  for (let n = 0; n < most && (n < connections || bytes < READY_BYTES_MAX); n += 1) {
    const made = make();
    if (made === null) break;
    const requestBuffer = putTogether(made, host);
    bytes += requestBuffer.length;
    slices[n % connections]?.push({ method: made.method, requestBuffer });
  }
  if (onceAmount === undefined) return slices;
  // The generator shares an amount out evenly.
  const least = Math.min(...slices.map(({ length }) => length));
  return slices.map((slice) => slice.slice(0, least));
}

function putTogether({ method, path, headers, body = '' }: Made, host: string): Buffer {
  const length = method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, `host: ${host}`, 'connection: keep-alive', ...lines, ...length];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Makes requests; null when a pool whose lines are taken once has no more. */
function requestMaker({ request, pools: files, onceAmount }: LoadSpec): () => Made | null {
  let isSpent = false;
  let drawn = new Map<string, string>();
  const line = (pool: string): string => {
    const path = files[pool];
    if (path === undefined) throw new Error(`no pool ${pool}`);
    const lines = pools.get(path) ?? new DrawnLines(path);
    pools.set(path, lines);
    if (onceAmount === undefined) return lines.draw();
    const taken = lines.take();
    isSpent ||= taken === null;
    return taken ?? '';
  };
  const fill = (text: string): string =>
    text.replace(/\{\{(\w+)(?:\.(\d))?\}\}/g, (_all, pool: string, field?: string) => {
      if (field === undefined) return line(pool);
      if (!drawn.has(pool)) drawn.set(pool, line(pool));
      return drawn.get(pool)?.split(' ')[Number(field) - 1] ?? '';
    });
  return () => {
    drawn = new Map();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, text]) => [name, fill(text)]),
    );
    const made = { method: request.method, path: fill(request.path), headers };
    const whole = request.body === undefined ? made : { ...made, body: fill(request.body) };
    return isSpent ? null : whole;
  };
}

/** A fast wrong answer must not pass for a fast server. */
async function lookAtSamples({ url, expect, onceAmount }: LoadSpec, make: () => Made | null): Promise<void> {
  const pattern = new RegExp(expect);
  const samples = onceAmount === undefined ? SAMPLES : 1;
  for (let n = 0; n < samples; n += 1) {
    const { method = 'GET', path = '/', headers = {}, body } = make() ?? {};
    const init = { method, headers };
    const answer = await fetch(new URL(path, url), body === undefined ? init : { ...init, body });
    const text = `${answer.status} ${await answer.text()}`;
    if (!pattern.test(text)) throw new Error(`answered ${text.slice(0, 1_000)}`);
  }
}
