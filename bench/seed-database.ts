import { DatabaseSync } from 'node:sqlite';
import { createAuthority } from '../src/core/authority.ts';
import { systemClock } from '../src/core/clock.ts';
import { deriveInstallationKeys } from '../src/core/installation-keys.ts';
import { createKinds, type Kinds } from '../src/core/kinds/all-kinds.ts';
import type { Kind } from '../src/core/kinds/kind.ts';
import { systemRandom } from '../src/core/random.ts';
import { sealSecret } from '../src/core/token/sealed-secret.ts';
import { digestOf, fingerprintOf } from '../src/core/token/token-digest.ts';
import { openStore } from '../src/stores/open-store.ts';

/** The installation key of every benchmark. */
export const BENCH_KEY = Buffer.alloc(32, 1);
/** The first administrator's secret of every benchmark. */
export const BENCH_ROOT_SECRET = 'bench-root-secret-0123456789';

const settings = {
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabRequireExpiry: true,
  sealUnleashSecrets: true,
  unleashTokenLimit: 100_000_000,
  unleashDefaultEnvironment: 'default',
  dynatraceExtraScopes: [],
  defaultLifetimeDays: 365,
  maxLifetimeDays: null,
  cacheTokensMax: 0,
};

/** How many tokens to put in; names are `native-<n>` and `unleash-<n>`, each once. */
export interface Seed {
  readonly native: number;
  readonly unleash: number;
}

/**
 * Makes a database with tokens in it, in one transaction that by-passes the authority: a million rows in seconds.
 * Answers the native tokens' secrets.
 */
export async function seedDatabase(path: string, seed: Seed): Promise<readonly string[]> {
  const keys = deriveInstallationKeys(BENCH_KEY);
  const store = await openStore({ databaseUrl: `sqlite:${path}` });
  const authority = await createAuthority({
    store,
    clock: systemClock,
    random: systemRandom,
    keys,
    settings,
  });
  await authority.prepare(BENCH_ROOT_SECRET);
  await store.close();
  const kinds = createKinds({
    ...settings,
    gitlabTokenPrefixesKnown: ['glpat-'],
    gitlabInstancePrefixesKnown: [],
  });
  const database = new DatabaseSync(path);
  const insert = database.prepare(
    `insert into token (digest, kind, public_id, name, account_id, created_by_id, scopes, created_at, updated_at, irregular, attributes, sealed, search_text)
     values (?, ?, ?, ?, ?, 1, ?, ?, ?, 0, ?, ?, ?)`,
  );
  database.exec('pragma synchronous = off; begin');
  const secrets: string[] = [];
  const add = (kind: Kind, name: string, attributes: { projects?: string[]; environment?: string }) => {
    const secret = kind.format.generate(systemRandom, { accountId: 1, attributes });
    const digest = digestOf(fingerprintOf(secret), keys.digestKey);
    const now = Date.now();
    const owner = kind.actsFor === 'account' ? 1 : null;
    const sealed = kind.sealed ? sealSecret(secret, digest, keys.sealKey, systemRandom) : null;
    const publicId = kind.format.publicId(secret);
    const scopes = JSON.stringify(kind.scopes === 'any' ? ['orders:read'] : kind.scopes);
    insert.run(
      digest,
      kind.name,
      publicId,
      name,
      owner,
      scopes,
      now,
      now,
      JSON.stringify(attributes),
      sealed,
      `${name}\n\n${publicId}`.toLowerCase(),
    );
    return secret;
  };
  addAll(kinds, seed, add, secrets);
  database.exec('commit; pragma wal_checkpoint(truncate)');
  database.close();
  return secrets;
}

function addAll(
  kinds: Kinds,
  seed: Seed,
  add: (kind: Kind, name: string, attributes: { projects?: string[]; environment?: string }) => string,
  secrets: string[],
): void {
  for (let n = 0; n < seed.native; n += 1) secrets.push(add(kinds.get('access_token'), `native-${n}`, {}));
  for (let n = 0; n < seed.unleash; n += 1)
    add(kinds.get('unleash_client_token'), `unleash-${n}`, {
      projects: ['default'],
      environment: 'development',
    });
}
