import type { SqlChange } from './sql-change.ts';

export const pruneAudit: SqlChange<'pruneAudit'> = async (db, { before, limit }) => {
  const oldest = db
    .selectFrom('audit_event')
    .select('id')
    .where('at', '<', before)
    .orderBy('at')
    .limit(limit);
  const { numDeletedRows } = await db
    .deleteFrom('audit_event')
    .where('id', 'in', oldest)
    .where('at', '<', before)
    .executeTakeFirstOrThrow();
  return { outcome: 'pruned', events: Number(numDeletedRows), subjects: [] };
};
