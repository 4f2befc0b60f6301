/**
 * Does a look-up grow with the number of tokens? Looks up random secrets by digest and random names, in process and
 * with an empty cache, in stores of 10^4 to 10^6 tokens; rounds are interleaved, medians compared.
 *   node bench/lookup-growth.ts [--max 1000000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deriveInstallationKeys } from '../src/core/installation-keys.ts';
import type { Store } from '../src/core/store.ts';
import { digestOf, fingerprintOf } from '../src/core/token/token-digest.ts';
import { openStore } from '../src/stores/open-store.ts';
import { BENCH_KEY, seedDatabase } from './seed-database.ts';

const ROUNDS = 9;
const LOOK_UPS_PER_ROUND = 4000;

const { values } = parseArgs({ options: { max: { type: 'string', default: '1000000' } } });
const sizes = [10_000, 100_000, 1_000_000, 10_000_000].filter((size) => size <= Number(values.max));
const directory = mkdtempSync(join(tmpdir(), 'jeton-bench-'));
const { digestKey } = deriveInstallationKeys(BENCH_KEY);

interface Subject {
  readonly size: number;
  readonly store: Store;
  readonly secrets: readonly string[];
  readonly byDigest: number[];
  readonly byName: number[];
}

try {
  const subjects: Subject[] = [];
  for (const size of sizes) {
    const path = join(directory, `${size}.db`);
    const secrets = await seedDatabase(path, { native: size / 2, unleash: size / 2 });
    subjects.push({
      size,
      secrets,
      store: await openStore({ databaseUrl: `sqlite:${path}` }),
      byDigest: [],
      byName: [],
    });
  }
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const subject of subjects) {
      const byDigest = await measure(() => lookUpDigest(subject));
      const byName = await measure(() => lookUpName(subject));
      // The first round warms the page cache and the compiler.
      if (round === 0) continue;
      subject.byDigest.push(byDigest);
      subject.byName.push(byName);
    }
  print(subjects);
  for (const { store } of subjects) await store.close();
} finally {
  rmSync(directory, { recursive: true });
}

async function lookUpDigest({ store, secrets }: Subject): Promise<void> {
  const secret = secrets[Math.floor(Math.random() * secrets.length)] ?? '';
  const { details } = await store.findTokenByDigest([digestOf(fingerprintOf(secret), digestKey)]);
  if (details === null) throw new Error('a token is missing');
}

async function lookUpName({ store, secrets }: Subject): Promise<void> {
  const name = `unleash-${Math.floor(Math.random() * secrets.length)}`;
  const order = { by: 'createdAt', direction: 'asc' } as const;
  const found = await store.listTokens({
    name,
    kinds: ['unleash_client_token'],
    order,
    limit: 1000,
    now: Date.now(),
  });
  if (found.length !== 1) throw new Error('a name is missing');
}

/** Microseconds a look-up. */
async function measure(lookUp: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  for (let n = 0; n < LOOK_UPS_PER_ROUND; n += 1) await lookUp();
  return Number(process.hrtime.bigint() - start) / 1000 / LOOK_UPS_PER_ROUND;
}

function print(subjects: readonly Subject[]): void {
  const [first] = subjects;
  if (first === undefined) return;
  console.log('| tokens | by digest, µs | ratio | by name, µs | ratio |\n|---|---|---|---|---|');
  for (const { size, byDigest, byName } of subjects)
    console.log(
      `| ${size.toLocaleString('en')} | ${median(byDigest).toFixed(1)} | ${(median(byDigest) / median(first.byDigest)).toFixed(2)} | ${median(byName).toFixed(1)} | ${(median(byName) / median(first.byName)).toFixed(2)} |`,
    );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
