import type { Updateable } from 'kysely';
import type { TokenChanges } from '../../../core/store-changes.ts';
import { searchText, toJsonOrNull } from '../rows/token-row.ts';
import type { TokenTable } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

/** A tombstone is unknown: nothing of it changes any more. */
export const updateToken: SqlChange<'updateToken'> = async (db, { tokenId, set, at, audit }) => {
  const updated = await db
    .updateTable('token')
    .set({ ...toColumns(set), ...(!isSwitch(set) && { updated_at: at }) })
    .where('id', '=', tokenId)
    .where('deleted_at', 'is', null)
    .returning(['name', 'description', 'public_id as publicId'])
    .executeTakeFirst();
  if (updated === undefined) return { outcome: 'unknown', subjects: [] };
  if (set.name !== undefined || set.description !== undefined) {
    await db
      .updateTable('token')
      .set({ search_text: searchText(updated) })
      .where('id', '=', tokenId)
      .execute();
  }
  await writeAudit(db, { ...audit, tokenId });
  return { outcome: 'updated', subjects: [{ type: 'token', id: tokenId }] };
};

/** Switching a token off or on changes nothing of what it is: Dynatrace's modification date stays. */
function isSwitch(set: TokenChanges): boolean {
  return Object.keys(set).join() === 'disabledAt';
}

function toColumns(set: TokenChanges): Updateable<TokenTable> {
  return {
    ...(set.name !== undefined && { name: set.name }),
    ...(set.description !== undefined && { description: set.description }),
    ...(set.scopes !== undefined && { scopes: JSON.stringify(set.scopes) }),
    ...(set.allowedIps !== undefined && { allowed_ips: toJsonOrNull(set.allowedIps) }),
    ...(set.expiresAt !== undefined && { expires_at: set.expiresAt }),
    ...(set.disabledAt !== undefined && { disabled_at: set.disabledAt }),
    ...(set.limits !== undefined && { limits: toJsonOrNull(set.limits) }),
    ...(set.attributes !== undefined && { attributes: JSON.stringify(set.attributes) }),
  };
}
