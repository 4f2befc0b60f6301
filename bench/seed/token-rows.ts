import type { KeyObject } from 'node:crypto';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { createKinds } from '../../src/core/kinds/all-kinds.ts';
import type { Kind } from '../../src/core/kinds/kind.ts';
import type { KindName } from '../../src/core/kinds/kind-name.ts';
import { systemRandom } from '../../src/core/random.ts';
import { sealSecret } from '../../src/core/token/sealed-secret.ts';
import { digestOf, fingerprintOf } from '../../src/core/token/token-digest.ts';
import { searchText } from '../../src/stores/sql/rows/token-row.ts';

/** The installation key of every benchmark. */
export const BENCH_KEY = Buffer.alloc(32, 1);
/** The first administrator's secret of every benchmark. */
export const ROOT_SECRET = 'bench-root-secret-0123456789';

/** How many tokens of each kind to put in. */
export interface TokenCounts {
  readonly native: number;
  readonly gitlab: number;
  readonly dynatrace: number;
  readonly unleash: number;
}

/** Columns in the order of a row's values. */
export const tokenColumns = [
  'id',
  'digest',
  'kind',
  'public_id',
  'name',
  'account_id',
  'created_by_id',
  'scopes',
  'created_at',
  'updated_at',
  'irregular',
  'attributes',
  'sealed',
  'search_text',
] as const;

/** The same columns as PostgreSQL calls their types. */
export const tokenColumnTypes: readonly string[] =
  'bigint bytea text text text bigint bigint json bigint bigint bigint json bytea text'.split(' ');

/** A row to insert, with the secret that it is of. */
export interface TokenRow {
  readonly pool: keyof TokenCounts;
  readonly id: number;
  readonly secret: string;
  readonly values: readonly (Buffer | string | number | null)[];
}

/** Ids below are left to tokens that are made while a database is prepared. */
const FIRST_TOKEN_ID = 1_000;
/** So many tokens belong to one account. */
export const TOKENS_OF_ACCOUNT = 100;
export const FIRST_ACCOUNT_ID = 1_000;

const kinds = createKinds({
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabTokenPrefixesKnown: ['glpat-'],
  gitlabInstancePrefixesKnown: [],
  dynatraceExtraScopes: [],
});

const seeds: Readonly<Record<keyof TokenCounts, { kind: KindName; scopes: readonly string[] }>> = {
  native: { kind: 'access_token', scopes: ['orders:read'] },
  gitlab: { kind: 'personal_access_token', scopes: ['read_api'] },
  dynatrace: { kind: 'dynatrace_api_token', scopes: ['metrics.read'] },
  unleash: { kind: 'unleash_client_token', scopes: ['unleash:client'] },
};

/** Makes tokens with random secrets, named `native-<n>`, `unleash-<n>` and so on, each name once. */
export function* makeTokenRows(counts: TokenCounts): Generator<TokenRow> {
  const keys = deriveInstallationKeys(BENCH_KEY);
  let id = FIRST_TOKEN_ID;
  for (const pool of Object.keys(seeds) as (keyof TokenCounts)[])
    for (let n = 0; n < counts[pool]; n += 1) {
      yield makeRow(pool, id, n, keys);
      id += 1;
    }
}

/** Native secrets that nobody has: well-formed ones, or with a wrong checksum. */
export function makeStrangeSecret(shape: 'well_formed' | 'malformed'): string {
  const secret = kinds.get('access_token').format.generate(systemRandom, { accountId: 1, attributes: {} });
  if (shape === 'well_formed') return secret;
  return `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
}

function makeRow(
  pool: keyof TokenCounts,
  id: number,
  n: number,
  keys: { readonly digestKey: KeyObject; readonly sealKey: KeyObject },
): TokenRow {
  const { kind: kindName, scopes } = seeds[pool];
  const kind: Kind = kinds.get(kindName);
  const attributes = pool === 'unleash' ? { projects: ['default'], environment: 'development' } : {};
  const owner = kind.actsFor === 'account' ? FIRST_ACCOUNT_ID + Math.floor(n / TOKENS_OF_ACCOUNT) : null;
  const secret = kind.format.generate(systemRandom, { accountId: owner, attributes });
  const digest = digestOf(fingerprintOf(secret), keys.digestKey);
  const name = `${pool}-${String(n).padStart(8, '0')}`;
  const publicId = kind.format.publicId(secret);
  const now = Date.now();
  const values = [
    id,
    digest,
    kind.name,
    publicId,
    name,
    owner,
    1,
    JSON.stringify(scopes),
    now,
    now,
    0,
    JSON.stringify(attributes),
    kind.sealed ? sealSecret(secret, digest, keys.sealKey, systemRandom) : null,
    searchText({ name, description: null, publicId }),
  ];
  return { pool, id, secret, values };
}
