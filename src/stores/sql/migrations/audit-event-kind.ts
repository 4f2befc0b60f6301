import type { Migration } from './migration.ts';

/** What happened to tokens of a kind is found without reading what happened to all others. */
export const auditEventKind: Migration = {
  name: '0002-audit-event-kind',
  statements: () => ["create index audit_event_kind on audit_event ((details ->> 'kind'), id)"],
};
