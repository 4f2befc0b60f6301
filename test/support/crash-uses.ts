import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStore } from '../../src/stores/open-store.ts';
import type { Counting, CountingPlan, DeathPoint } from './count-until-killed.ts';
import { openAuthority } from './open-authority.ts';

const program = resolve(import.meta.dirname, 'count-until-killed.ts');
const POINTS: readonly DeathPoint[] = [
  'before write',
  'after write',
  'before fold',
  'after fold',
  'before row',
  'after row',
  'before end',
  'after end',
];
/** Lines of progress by which a process has come by the point where it is to end itself, if it ever does. */
const PROGRESS_MAX = 60;

/** What to do to installations again and again. */
export interface CrashRun {
  readonly mode: CountingPlan['mode'];
  readonly seed: number;
  /** How many processes are killed, one after the other. */
  readonly rounds: number;
  /** The installations that every process counts in; all of them end with it. */
  readonly countings: readonly Counting[];
  /** Where compiled modules are kept between starts. */
  readonly cache: string;
}

/** What a ledger says about one token. */
export interface Tally {
  sent: number;
  valid: number;
  /** Of the valid ones, those before the last fold that was over before the process ended, or in rounds before. */
  settled: number;
  counted: number;
}

/** Makes an installation in a directory with tokens to be counted. */
export async function newCounting(directory: string, databaseUrl: string, tokens = 3): Promise<Counting> {
  const store = await openStore({ databaseUrl, poolMax: 4 });
  const { authority, operator } = await openAuthority({}, { store });
  const issued = [];
  for (let number = 0; number < tokens; number += 1) {
    const { secret, details } = await authority.issue(operator, { kind: 'access_token', name: 'counted' });
    issued.push({ id: details.token.id, secret: secret?.reveal() ?? '' });
  }
  await store.close();
  const [usage, ledger] = [join(directory, 'usage'), join(directory, 'ledger')];
  return { databaseUrl, usage, ledger, tokens: issued };
}

/** Kills processes that count, then looks twice; answers how many of them ended themselves at a named point. */
export async function crashAndRecover(run: CrashRun): Promise<ReadonlyMap<DeathPoint | 'any time', number>> {
  const random = seededRandom(run.seed);
  const deaths = new Map<DeathPoint | 'any time', number>();
  for (let round = 0; round < run.rounds; round += 1) {
    const point = random() < 0.5 ? POINTS[Math.floor(random() * POINTS.length)] : undefined;
    const occasion = 1 + Math.floor(random() ** 2 * (point?.endsWith('write') ? 300 : 6));
    const death = point === undefined ? null : { at: point, occasion };
    // Of those that are killed from outside, every fourth dies while it recovers what the one before left.
    const isEarly = death === null && random() < 0.25;
    const life = isEarly
      ? { openingMs: random() * 150 }
      : { progress: death === null ? Math.ceil(random() * PROGRESS_MAX) : PROGRESS_MAX };
    const lanes = 1 + Math.floor(random() * 16);
    const plan = { mode: run.mode, countings: run.countings, lanes, looks: 0, death };
    const endedItself = await runUntilKilled(plan, run.cache, life);
    const how = endedItself && point !== undefined ? point : 'any time';
    deaths.set(how, (deaths.get(how) ?? 0) + 1);
  }
  const plan = { mode: run.mode, countings: run.countings, lanes: 0, death: null };
  const { child, said } = start({ ...plan, looks: 2 }, run.cache);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the last look ended with ${code}: ${said()}`);
  return deaths;
}

/** Reads a ledger; throws where at any start a count was below what was answered, or above what was sent. */
export function readLedger({ ledger, tokens }: Counting, mode: CountingPlan['mode']): readonly Tally[] {
  const tallies = new Map(tokens.map(({ id }) => [id, { sent: 0, valid: 0, settled: 0, counted: 0 }]));
  const begun = new Map<number, number>();
  for (const line of readFileSync(ledger, 'utf8').split('\n')) {
    const [what = '', id = '', count = ''] = line.split(' ');
    const tally = tallies.get(Number(id));
    if (what === 'sent' && tally) tally.sent += 1;
    if (what === 'valid' && tally) tally.valid += 1;
    if (what === 'settling') for (const [one, { valid }] of tallies) begun.set(one, valid);
    if (what === 'settled') for (const [one, valid] of begun) tallies.get(one)!.settled = valid;
    if (what === 'count' && tally) check(Number(id), tally, Number(count), mode);
  }
  return [...tallies.values()];
}

function check(id: number, tally: Tally, counted: number, mode: CountingPlan['mode']): void {
  const fail = (why: string) => {
    throw new Error(`token ${id} is counted ${counted} times, ${why}: ${JSON.stringify(tally)}`);
  };
  if (counted > tally.sent) fail('which is more often than it was sent');
  if (mode !== 'bounded' && counted < tally.valid) fail('which is less often than it was answered valid');
  if (counted < tally.counted) fail('which is less often than before');
  // In memory alone, what was not settled when the process ended is lost; the tally goes on from what is left.
  if (mode === 'bounded') {
    if (counted < tally.settled) fail('which is less often than it was settled');
    Object.assign(tally, { sent: counted, valid: counted, settled: counted });
  }
  tally.counted = counted;
}

async function runUntilKilled(
  plan: CountingPlan,
  cache: string,
  life: { readonly openingMs: number } | { readonly progress: number },
): Promise<boolean> {
  const { child, said } = start(plan, cache);
  let wasKilled = false;
  let timer: NodeJS.Timeout | undefined;
  let progress = 0;
  const kill = () => {
    wasKilled = true;
    child.kill('SIGKILL');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    progress += text.match(/counting/g)?.length ?? 0;
    if ('openingMs' in life) timer ??= setTimeout(kill, life.openingMs);
    else if (progress >= life.progress) kill();
  });
  const [, signal] = await once(child, 'close');
  clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the process ended by itself: ${said()}`);
  return !wasKilled;
}

function start(plan: CountingPlan, cache: string) {
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], {
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  return { child, said: () => text };
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
