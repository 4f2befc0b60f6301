import type { Kysely } from 'kysely';
import type { StoreReads } from '../../../core/store.ts';
import type { Database } from '../schema.ts';
import { countAuditEvents, listAuditEvents } from './audit-reads.ts';
import { createDirectoryReads } from './directory-reads.ts';
import { listOpenJournals, readJournal } from './journal-reads.ts';
import { createTokenReads } from './token-reads.ts';

/** Every question to a store but the hot one, which each engine answers in its own way. */
export type SqlReads = Omit<StoreReads, 'findTokenByDigest'>;

export function createSqlReads(db: Kysely<Database>): SqlReads {
  return {
    ...createTokenReads(db),
    ...createDirectoryReads(db),
    listAuditEvents: (query) => listAuditEvents(db, query),
    countAuditEvents: (filter) => countAuditEvents(db, filter),
    readSetting: (name) => readSetting(db, name),
    readLastChange: () => readLastChange(db),
    readJournal: (id) => readJournal(db, id),
    listOpenJournals: () => listOpenJournals(db),
  };
}

async function readLastChange(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('change_clock').select('last_number').executeTakeFirstOrThrow();
  return row.last_number;
}

async function readSetting(db: Kysely<Database>, name: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}
