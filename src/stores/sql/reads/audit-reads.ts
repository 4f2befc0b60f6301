import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AuditEvent, AuditEventType } from '../../../core/audit/audit-event.ts';
import type { AuditFilter, AuditQuery, TokenEvents } from '../../../core/store.ts';
import { isAnyOf } from '../is-any-of.ts';
import { toAuditEvent } from '../rows/audit-event-row.ts';
import type { Database } from '../schema.ts';

/** Newest first by id, the order of commitment. */
export async function listAuditEvents(
  db: Kysely<Database>,
  { limit, offset = 0, ...filter }: AuditQuery,
): Promise<readonly AuditEvent[]> {
  const select = matchingEvents(db, filter).selectAll().orderBy('id', 'desc').limit(limit).offset(offset);
  return (await select.execute()).map(toAuditEvent);
}

export async function countAuditEvents(db: Kysely<Database>, filter: AuditFilter): Promise<number> {
  const { total } = await matchingEvents(db, filter)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** `before` and `after` leave their own instant out. */
export function matchingEvents(db: Kysely<Database>, filter: AuditFilter) {
  const { type, tokenEvents, tokenId, accountId, actorAccountId, before, after, beforeId } = filter;
  let select = db.selectFrom('audit_event');
  if (type !== undefined) select = select.where('type', '=', type as AuditEventType);
  if (tokenEvents !== undefined) select = select.where(isAnyOfTokenEvents(tokenEvents));
  if (tokenId !== undefined) select = select.where('token_id', '=', tokenId);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (actorAccountId !== undefined) select = select.where('actor_account_id', '=', actorAccountId);
  if (before !== undefined) select = select.where('at', '<', before);
  if (after !== undefined) select = select.where('at', '>', after);
  if (beforeId !== undefined) select = select.where('id', '<', beforeId);
  return select;
}

// Every event of a token tells its kind; an index is over this very expression.
const kind = sql`(details ->> 'kind')`;

function isAnyOfTokenEvents(wanted: readonly TokenEvents[]): RawBuilder<boolean> {
  const kinds = wanted.flatMap((one) => one.kinds);
  const pairs = wanted.map(
    (one) => sql`(${isAnyOf(sql.ref('type'), one.types)} and ${isAnyOf(kind, one.kinds)})`,
  );
  // The kinds once more on their own: engines look into an index for these, but not behind an "or".
  return kinds.length === 0 ? sql`1 = 0` : sql`${isAnyOf(kind, kinds)} and (${sql.join(pairs, sql` or `)})`;
}
