import { fromNewResource } from '../rows/resource-row.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const createResource: SqlChange<'createResource'> = async (db, { resource, audit }) => {
  const inserted = await db
    .insertInto('resource')
    .values(fromNewResource(resource))
    .onConflict((conflict) => conflict.columns(['type', 'path']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return { outcome: 'taken', subjects: [] };
  const { id } = inserted;
  await writeAudit(db, { ...audit, resourceId: id });
  return { outcome: 'created', id, subjects: [] };
};
