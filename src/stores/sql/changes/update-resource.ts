import type { Kysely, Updateable } from 'kysely';
import type { ResourceChanges } from '../../../core/store-changes.ts';
import type { Database, ResourceTable } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const updateResource: SqlChange<'updateResource'> = async (db, { id, set, at, audit }) => {
  if (set.path !== undefined && (await isTakenByAnother(db, set.path, id))) {
    return { outcome: 'taken', subjects: [] };
  }
  const updated = await db
    .updateTable('resource')
    .set({ ...toColumns(set), updated_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) return { outcome: 'unknown', subjects: [] };
  await writeAudit(db, { ...audit, resourceId: id });
  return { outcome: 'updated', subjects: [{ type: 'resource', id }] };
};

async function isTakenByAnother(db: Kysely<Database>, path: string, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('resource')
    .innerJoin('resource as other', 'other.type', 'resource.type')
    .select('other.id')
    .where('resource.id', '=', id)
    .where('other.path', '=', path)
    .where('other.id', '<>', id)
    .executeTakeFirst();
  return row !== undefined;
}

function toColumns(set: ResourceChanges): Updateable<ResourceTable> {
  return {
    ...(set.path !== undefined && { path: set.path }),
    ...(set.name !== undefined && { name: set.name }),
    ...(set.parentId !== undefined && { parent_id: set.parentId }),
    ...(set.ownerId !== undefined && { owner_id: set.ownerId }),
    ...(set.attributes !== undefined && { attributes: JSON.stringify(set.attributes) }),
  };
}
