import type { Kysely } from 'kysely';
import type { OpenJournal } from '../../../core/store.ts';
import type { Database } from '../schema.ts';

const OPEN_MAX = 1_000;

export async function readJournal(db: Kysely<Database>, id: string): Promise<number | null> {
  const row = await db.selectFrom('use_journal').select('folded').where('id', '=', id).executeTakeFirst();
  return row?.folded ?? null;
}

export async function listOpenJournals(db: Kysely<Database>): Promise<readonly OpenJournal[]> {
  return db
    .selectFrom('use_journal')
    .select(['id', 'owner', 'folded', 'told_at as toldAt'])
    .where('closed_at', 'is', null)
    .orderBy('told_at')
    .limit(OPEN_MAX)
    .execute();
}
