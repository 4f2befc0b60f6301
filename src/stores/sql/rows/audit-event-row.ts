import type { Insertable, Selectable } from 'kysely';
import type { AuditEvent, NewAuditEvent } from '../../../core/audit/audit-event.ts';
import type { AuditEventTable } from '../schema.ts';
import { fromAttributesText } from '../stored-json.ts';

export function toAuditEvent(row: Selectable<AuditEventTable>): AuditEvent {
  return {
    id: row.id,
    type: row.type,
    at: row.at,
    actor: {
      accountId: row.actor_account_id,
      tokenId: row.actor_token_id,
      via: row.actor_via,
      ip: row.actor_ip,
      requestId: row.actor_request_id,
    },
    tokenId: row.token_id,
    accountId: row.account_id,
    resourceId: row.resource_id,
    count: row.count,
    details: fromAttributesText(row.details),
  };
}

export function fromNewAuditEvent(
  event: NewAuditEvent,
  repeatKey: string | null,
): Insertable<AuditEventTable> {
  return {
    type: event.type,
    at: event.at,
    actor_account_id: event.actor.accountId,
    actor_token_id: event.actor.tokenId,
    actor_via: event.actor.via,
    actor_ip: event.actor.ip,
    actor_request_id: event.actor.requestId,
    token_id: event.tokenId ?? null,
    account_id: event.accountId ?? null,
    resource_id: event.resourceId ?? null,
    count: 1,
    repeat_key: repeatKey,
    details: JSON.stringify(event.details ?? {}),
  };
}
