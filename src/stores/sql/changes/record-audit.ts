import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const recordAudit: SqlChange<'recordAudit'> = async (db, { event, repeat }) => {
  const counted = repeat !== null && (await countOntoNewest(db, repeat));
  if (!counted) await writeAudit(db, event, repeat?.key ?? null);
  return { outcome: 'recorded', subjects: [] };
};

async function countOntoNewest(
  db: Kysely<Database>,
  { key, since, times }: { readonly key: string; readonly since: number; readonly times: number },
): Promise<boolean> {
  const newest = db
    .selectFrom('audit_event')
    .select('id')
    .where('repeat_key', '=', key)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  const counted = await db
    .updateTable('audit_event')
    .set((column) => ({ count: column('count', '+', times) }))
    .where('id', '=', newest)
    .returning('id')
    .executeTakeFirst();
  return counted !== undefined;
}
