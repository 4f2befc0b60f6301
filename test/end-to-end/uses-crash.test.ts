import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashAndRecover, newCounting, readLedger } from '../support/crash-uses.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

/** To do again what a run did: its seed; to do more: more rounds. */
const seed = Number(process.env.JETON_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const longer = Number(process.env.JETON_TEST_ROUNDS ?? 1);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const engines = {
  SQLite: async (directory: string) => `sqlite:${directory}/jeton.db`,
  PostgreSQL: () => postgres.createDatabase(),
};

describe.concurrent(`kill -9 under load (JETON_TEST_SEED=${seed})`, () => {
  it.for([
    ['SQLite', 'exact', 6, 20],
    ['SQLite', 'durable', 6, 10],
    ['SQLite', 'bounded', 6, 10],
    ['PostgreSQL', 'exact', 3, 10],
  ] as const)(
    'on %s, uses counted in mode %s are at least those answered valid and at most those sent, at every start',
    { timeout: 300_000 * longer },
    async ([engine, mode, installations, rounds], { onTestFinished }) => {
      const root = mkdtempSync(join(tmpdir(), 'jeton-crash-'));
      onTestFinished(() => rmSync(root, { recursive: true, force: true }));
      const directories = Array.from({ length: installations }, (_, index) => join(root, `${index}`));
      const countings = [];
      for (const directory of directories) {
        mkdirSync(directory);
        countings.push(await newCounting(directory, await engines[engine](directory)));
      }
      const run = { mode, seed, rounds: rounds * longer, countings, cache: join(root, 'cache') };
      const deaths = await crashAndRecover(run);
      if (longer > 1) console.info(engine, mode, Object.fromEntries(deaths));
      const tallies = countings.flatMap((counting) => readLedger(counting, mode));
      const counted = tallies.reduce((sum, tally) => sum + tally.counted, 0);
      expect(counted).toBeGreaterThan(tallies.length);
    },
  );
});
