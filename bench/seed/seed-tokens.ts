import { createAuthority } from '../../src/core/authority.ts';
import { systemClock } from '../../src/core/clock.ts';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { systemRandom } from '../../src/core/random.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { usualSettings } from '../../test/support/open-authority.ts';
import type { BulkTarget } from './bulk-target.ts';
import { fillPostgres } from './fill-postgres.ts';
import { fillSqlite } from './fill-sqlite.ts';
import type { LineFiles } from './line-files.ts';
import {
  BENCH_KEY,
  FIRST_ACCOUNT_ID,
  makeTokenRows,
  ROOT_SECRET,
  TOKENS_OF_ACCOUNT,
  type TokenCounts,
  type TokenRow,
} from './token-rows.ts';

const BATCH = 5_000;

/**
 * Fills databases with the same tokens, and files with their secrets, a kind a file: `native`, `gitlab`, `dynatrace`,
 * and names of Unleash tokens in `unleashNames`; `nativeIds` has "secret id" a line.
 */
export async function seedTokens(
  databaseUrls: readonly string[],
  counts: TokenCounts,
  files: LineFiles,
): Promise<void> {
  const targets = await Promise.all(databaseUrls.map(openTarget));
  const accounts = Math.ceil(Math.max(counts.native, counts.gitlab, counts.dynatrace) / TOKENS_OF_ACCOUNT);
  for (let from = 0; from < accounts; from += BATCH) {
    const ids = Array.from(
      { length: Math.min(BATCH, accounts - from) },
      (_, n) => FIRST_ACCOUNT_ID + from + n,
    );
    await Promise.all(targets.map((target) => target.addAccounts(ids)));
  }
  let batch: TokenRow[] = [];
  for (const row of makeTokenRows(counts)) {
    batch.push(row);
    noteLines(row, files);
    if (batch.length < BATCH) continue;
    await Promise.all(targets.map((target) => target.addTokens(batch)));
    batch = [];
  }
  await Promise.all(targets.map((target) => target.addTokens(batch)));
  await Promise.all(targets.map((target) => target.finish()));
}

async function openTarget(databaseUrl: string): Promise<BulkTarget> {
  const store = await openStore({ databaseUrl });
  const authority = await createAuthority({
    store,
    clock: systemClock,
    random: systemRandom,
    keys: deriveInstallationKeys(BENCH_KEY),
    settings: usualSettings,
  });
  await authority.prepare(ROOT_SECRET);
  await authority.close();
  await store.close();
  return databaseUrl.startsWith('sqlite:')
    ? fillSqlite(databaseUrl.slice('sqlite:'.length))
    : fillPostgres(databaseUrl);
}

function noteLines({ pool, id, secret, values }: TokenRow, files: LineFiles): void {
  files.add(pool === 'unleash' ? 'unleashNames' : pool, pool === 'unleash' ? String(values[4]) : secret);
  if (pool === 'native') files.add('nativeIds', `${secret} ${id}`);
}
