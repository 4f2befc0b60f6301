import type { Kysely } from 'kysely';
import type { NewAuditEvent } from '../../../core/audit/audit-event.ts';
import { fromNewAuditEvent } from '../rows/audit-event-row.ts';
import type { Database } from '../schema.ts';

/** Records a change's event within the change. */
export async function writeAudit(
  db: Kysely<Database>,
  event: NewAuditEvent,
  repeatKey: string | null = null,
): Promise<void> {
  await db.insertInto('audit_event').values(fromNewAuditEvent(event, repeatKey)).execute();
}
