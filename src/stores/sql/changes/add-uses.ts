import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type { UseSum } from '../../../core/store-changes.ts';
import type { TokenUse } from '../../../core/token/token.ts';
import { sumOfUses } from '../../../core/use/use-counter.ts';
import type { Database } from '../schema.ts';
import { addAddresses } from './add-addresses.ts';
import type { SqlChange } from './sql-change.ts';

const ROWS_PER_STATEMENT = 200;

export const addUses: SqlChange<'addUses'> = async (db, { sums }) => {
  const rows = sumsByToken(sums);
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await addRows(db, rows.slice(from, from + ROWS_PER_STATEMENT));
  }
  await addAddresses(db, sums);
  return { outcome: 'added', subjects: [] };
};

/** One row a token, because one statement may not meet a row twice; in token order, so that two folds cannot deadlock. */
function sumsByToken(sums: readonly UseSum[]): readonly TokenSum[] {
  const uses = new Map<number, TokenUse>();
  for (const { tokenId, use } of sums) {
    const before = uses.get(tokenId);
    uses.set(tokenId, before === undefined ? use : sumOfUses(before, use));
  }
  return [...uses].map(([tokenId, use]) => ({ tokenId, use })).sort((a, b) => a.tokenId - b.tokenId);
}

type TokenSum = Pick<UseSum, 'tokenId' | 'use'>;

async function addRows(db: Kysely<Database>, rows: readonly TokenSum[]): Promise<void> {
  const parameters = rows.flatMap(({ tokenId, use }) => [
    tokenId,
    use.count,
    use.lastUsedAt,
    use.lastUsedIp,
    use.notedAt,
  ]);
  await db.executeQuery({ ...textFor(db, rows.length), parameters });
}

// Thousands of tokens may have been used in a second: building the text anew each time would cost more than the rows.
const texts = new WeakMap<Kysely<Database>, Map<number, CompiledQuery>>();

function textFor(db: Kysely<Database>, count: number): CompiledQuery {
  const known = texts.get(db) ?? new Map<number, CompiledQuery>();
  texts.set(db, known);
  const text = known.get(count) ?? upsert(db, count);
  known.set(count, text);
  return text;
}

/** One placeholder a column and row; the values here only make the text, the rows bring their own. */
function upsert(db: Kysely<Database>, count: number): CompiledQuery {
  const row = { token_id: 0, count: 0, last_used_at: 0, last_used_ip: '', noted_at: 0 };
  return db
    .insertInto('token_use')
    .values(Array.from({ length: count }, () => row))
    .onConflict((conflict) =>
      conflict.column('token_id').doUpdateSet({
        count: sql`token_use.count + excluded.count`,
        last_used_ip: sql`case when ${isLater} then excluded.last_used_ip else token_use.last_used_ip end`,
        last_used_at: sql`case when ${isLater} then excluded.last_used_at else token_use.last_used_at end`,
        noted_at: sql`case when ${isNotedLater} then excluded.noted_at else token_use.noted_at end`,
      }),
    )
    .compile();
}

const isLater = sql`coalesce(excluded.last_used_at, -1) >= coalesce(token_use.last_used_at, -1)`;
const isNotedLater = sql`coalesce(excluded.noted_at, -1) >= coalesce(token_use.noted_at, -1)`;
