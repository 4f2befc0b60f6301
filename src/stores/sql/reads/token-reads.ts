import { type Kysely, sql } from 'kysely';
import type { SealedSecret, StoreReads, TokenFilter } from '../../../core/store.ts';
import type { TokenDigest } from '../../../core/token/token-digest.ts';
import { isAnyOf } from '../is-any-of.ts';
import type { Database } from '../schema.ts';
import { createDetailsById } from './details-by-id.ts';
import { countTokensUnderEarlierKeys, listSealedUnderEarlierKeys } from './key-reads.ts';
import { listRecentAddresses } from './recent-addresses.ts';
import { matchingTokens } from './token-filter.ts';
import { tokenPage } from './token-page.ts';

type TokenReads = Pick<
  StoreReads,
  | 'findToken'
  | 'findTokens'
  | 'findTokenByPublicId'
  | 'listTokens'
  | 'countTokens'
  | 'listRecentAddresses'
  | 'findSealedSecrets'
  | 'listIrregularDigests'
  | 'countTokensUnderEarlierKeys'
  | 'listSealedUnderEarlierKeys'
>;

export function createTokenReads(db: Kysely<Database>): TokenReads {
  const detailsById = createDetailsById(db);
  return {
    async findToken(id) {
      const [details] = await detailsById([id]);
      return details ?? null;
    },
    findTokens: detailsById,
    async findTokenByPublicId(kinds, publicId) {
      const row = await db
        .selectFrom('token')
        .select('token.id')
        .where('token.public_id', '=', publicId)
        .where(isAnyOf(sql.ref('token.kind'), kinds))
        .where('token.deleted_at', 'is', null)
        .orderBy('token.id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : ((await detailsById([row.id]))[0] ?? null);
    },
    async listTokens(query) {
      const page = await tokenPage(db, query).execute();
      return detailsById(page.map(({ id }) => id));
    },
    countTokens: (filter) => countTokens(db, filter),
    listRecentAddresses: (tokenIds) => listRecentAddresses(db, tokenIds),
    findSealedSecrets: (tokenIds) => findSealedSecrets(db, tokenIds),
    listIrregularDigests: (max) => listIrregularDigests(db, max),
    countTokensUnderEarlierKeys: (number, now) => countTokensUnderEarlierKeys(db, number, now),
    listSealedUnderEarlierKeys: (number, limit) => listSealedUnderEarlierKeys(db, number, limit),
  };
}

async function countTokens(db: Kysely<Database>, filter: TokenFilter): Promise<number> {
  const { total } = await matchingTokens(db, filter)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

const IDS_PER_QUERY_MAX = 1_000;

async function findSealedSecrets(
  db: Kysely<Database>,
  tokenIds: readonly number[],
): Promise<readonly SealedSecret[]> {
  const found: SealedSecret[] = [];
  for (let from = 0; from < tokenIds.length; from += IDS_PER_QUERY_MAX) {
    const rows = await db
      .selectFrom('token')
      .select(['id', 'sealed', 'digest'])
      .where('id', 'in', tokenIds.slice(from, from + IDS_PER_QUERY_MAX))
      .where('sealed', 'is not', null)
      .$narrowType<{ sealed: Uint8Array }>()
      .execute();
    for (const { id, sealed, digest } of rows) {
      found.push({ tokenId: id, sealed: toBuffer(sealed), digest: toBuffer(digest) });
    }
  }
  return found;
}

async function listIrregularDigests(
  db: Kysely<Database>,
  max: number,
): Promise<readonly TokenDigest[] | null> {
  const rows = await db
    .selectFrom('token')
    .select('digest')
    .where('irregular', '=', 1)
    .limit(max + 1)
    .execute();
  return rows.length > max ? null : rows.map(({ digest }) => toBuffer(digest));
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
