import type { Kysely } from 'kysely';
import type { AuditEvent, AuditEventType } from '../../../core/audit/audit-event.ts';
import type { AuditQuery } from '../../../core/store.ts';
import { toAuditEvent } from '../rows/audit-event-row.ts';
import type { Database } from '../schema.ts';

/** Newest first by id, the order of commitment; `before` and `after` leave their own instant out. */
export async function listAuditEvents(
  db: Kysely<Database>,
  query: AuditQuery,
): Promise<readonly AuditEvent[]> {
  const { type, tokenId, accountId, actorAccountId, before, after, beforeId, limit } = query;
  let select = db.selectFrom('audit_event').selectAll().orderBy('id', 'desc').limit(limit);
  if (type !== undefined) select = select.where('type', '=', type as AuditEventType);
  if (tokenId !== undefined) select = select.where('token_id', '=', tokenId);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (actorAccountId !== undefined) select = select.where('actor_account_id', '=', actorAccountId);
  if (before !== undefined) select = select.where('at', '<', before);
  if (after !== undefined) select = select.where('at', '>', after);
  if (beforeId !== undefined) select = select.where('id', '<', beforeId);
  return (await select.execute()).map(toAuditEvent);
}
