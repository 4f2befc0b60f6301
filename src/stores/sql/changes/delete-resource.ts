import type { Kysely } from 'kysely';
import type { StoreChanges, Subject } from '../../../core/store-changes.ts';
import { tombstonePath } from '../rows/resource-row.ts';
import type { Database } from '../schema.ts';
import { refuse } from './change-refused.ts';
import { revokeToken } from './revoke-token.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const deleteResource: SqlChange<'deleteResource'> = async (db, input) => {
  const { id, at, audit } = input;
  const resource = await db
    .selectFrom('resource')
    .select('path')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  // Who finds it deleted waits as well until that is over.
  const subject = { type: 'resource', id } as const;
  if (resource === undefined) return { outcome: 'unknown', subjects: [subject] };
  // Writing comes before looking: whoever inserts a token of this resource at the same time waits for this, or was waited for.
  const deleted = await db
    .updateTable('resource')
    .set({ deleted_at: at, updated_at: at, path: tombstonePath(resource.path, id) })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (deleted === undefined) return { outcome: 'unknown', subjects: [subject] };
  if (await hasChildren(db, id)) return refuse({ outcome: 'not_empty', subjects: [] });
  const subjects = await revokeStragglers(db, input);
  await writeAudit(db, audit);
  return { outcome: 'deleted', subjects: [subject, ...subjects] };
};

async function hasChildren(db: Kysely<Database>, id: number): Promise<boolean> {
  const child = await db
    .selectFrom('resource')
    .select('id')
    .where('parent_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return child !== undefined;
}

async function revokeStragglers(
  db: Kysely<Database>,
  { id, at, reason, tokenAudit }: Parameters<StoreChanges['deleteResource']>[0],
): Promise<readonly Subject[]> {
  const live = await db
    .selectFrom('token')
    .select(['id', 'kind', 'name', 'account_id'])
    .where('resource_id', '=', id)
    .where('deleted_at', 'is', null)
    .where((where) => where.or([where('revoked_at', 'is', null), where('grace_until', '>', at)]))
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]))
    .orderBy('id')
    .execute();
  const subjects: Subject[] = [];
  for (const { id: tokenId, kind, name, account_id } of live) {
    const details = { ...tokenAudit.details, kind, name };
    const audit = { ...tokenAudit, accountId: account_id, details };
    const blockAccount = kind === 'project_access_token' || kind === 'group_access_token';
    subjects.push(...(await revokeToken(db, { tokenId, at, reason, blockAccount, audit })).subjects);
  }
  return subjects;
}
