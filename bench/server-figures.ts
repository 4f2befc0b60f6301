/**
 * The first figures of a running server: start-up, memory, and requests a second of verify and of Unleash's by-name
 * call with 20,000 Unleash tokens, each against a bare node:http server on the same machine in the same run.
 *   node bench/server-figures.ts [--native 1000000] [--unleash 20000] [--seconds 5] [--rounds 3]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { type MeasuredServer, startJeton, startProcess } from './measured-server.ts';
import { BENCH_ROOT_SECRET, seedDatabase } from './seed-database.ts';

const { values } = parseArgs({
  options: {
    native: { type: 'string', default: '1000000' },
    unleash: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});
const CONNECTIONS = 16;
const REQUESTS_PER_CONNECTION = 2000;
const authorization = `Bearer ${BENCH_ROOT_SECRET}`;

interface Row {
  readonly what: string;
  readonly server: MeasuredServer;
  readonly requests: () => autocannon.Request[];
  readonly perSecond: number[];
  readonly microseconds: number[];
}

const directory = mkdtempSync(join(tmpdir(), 'jeton-bench-'));
try {
  const [small, large] = [join(directory, 'empty'), join(directory, 'full')];
  mkdirSync(small);
  mkdirSync(large);
  await seedDatabase(join(small, 'jeton.db'), { native: 0, unleash: 0 });
  const native = Number(values.native);
  const secrets = await seedDatabase(join(large, 'jeton.db'), { native, unleash: Number(values.unleash) });
  const empty = await startJeton(small);
  console.log(
    `start-up, empty store: ${empty.startMilliseconds.toFixed(0)} ms, ${empty.residentMebibytes().toFixed(0)} MiB resident`,
  );
  await empty.stop();
  const warm = await startJeton(large);
  console.log(
    `start-up, ${native.toLocaleString('en')} tokens: ${warm.startMilliseconds.toFixed(0)} ms, ${warm.residentMebibytes().toFixed(0)} MiB resident`,
  );
  const floor = await startProcess(['bench/http-floor.ts'], {});
  const rows: Row[] = [
    row('bare node:http', floor, () => bodies(() => ({ token: pick(secrets) }))),
    row('verify', warm, () => bodies(() => ({ token: pick(secrets) }))),
    row('verify, malformed', warm, () =>
      bodies(() => ({ token: `jtn_${Math.random().toString(36).slice(2).padEnd(36, 'x').slice(0, 36)}` })),
    ),
    row('Unleash by name', warm, () =>
      paths(() => `/api/admin/api-tokens/unleash-${Math.floor(Math.random() * Number(values.unleash))}`),
    ),
  ];
  for (let round = 0; round <= Number(values.rounds); round += 1)
    for (const one of rows) await measure(one, round === 0);
  print(rows);
  console.log(`\nresident after the runs: ${warm.residentMebibytes().toFixed(0)} MiB`);
  await warm.stop();
  await floor.stop();
} finally {
  rmSync(directory, { recursive: true });
}

function row(what: string, server: MeasuredServer, requests: Row['requests']): Row {
  return { what, server, requests, perSecond: [], microseconds: [] };
}

function bodies(body: () => object): autocannon.Request[] {
  return Array.from({ length: REQUESTS_PER_CONNECTION }, () => ({
    method: 'POST' as const,
    path: '/api/v1/tokens/verify',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body()),
  }));
}

function paths(path: () => string): autocannon.Request[] {
  return Array.from({ length: REQUESTS_PER_CONNECTION }, () => ({
    method: 'GET' as const,
    path: path(),
    headers: { authorization },
  }));
}

function pick(secrets: readonly string[]): string {
  return secrets[Math.floor(Math.random() * secrets.length)] ?? '';
}

async function measure({ server, requests, perSecond, microseconds }: Row, warmUp: boolean): Promise<void> {
  const before = server.processorMilliseconds();
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: warmUp ? 2 : Number(values.seconds),
    requests: requests(),
  });
  const answered = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  if (warmUp) return;
  perSecond.push(answered / result.duration);
  microseconds.push(((server.processorMilliseconds() - before) * 1000) / answered);
}

function print(rows: readonly Row[]): void {
  const [floor] = rows;
  console.log(
    '\n| what | requests a second | of the floor | server processor time a request | floor ÷ this |\n|---|---|---|---|---|',
  );
  for (const { what, perSecond, microseconds } of rows) {
    const [rate, time] = [median(perSecond), median(microseconds)];
    const rateRatio = (rate / median(floor?.perSecond ?? [])).toFixed(2);
    const timeRatio = (median(floor?.microseconds ?? []) / time).toFixed(2);
    console.log(`| ${what} | ${rate.toFixed(0)} | ${rateRatio} | ${time.toFixed(0)} µs | ${timeRatio} |`);
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
