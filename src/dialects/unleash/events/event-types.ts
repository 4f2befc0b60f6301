import type { Caller } from '../../../core/access/caller.ts';
import type { AuditEventType } from '../../../core/audit/audit-event.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { TokenEvents } from '../../../core/store.ts';
import { permissionsOf, visibleKinds } from '../permissions.ts';

/** Unleash's names of what happens to tokens. */
const apiTokenTypes = {
  'api-token-created': ['token_issued', 'token_imported'],
  'api-token-updated': ['token_updated'],
  'api-token-deleted': ['token_deleted'],
} as const satisfies Record<string, readonly AuditEventType[]>;
const personalTokenTypes = {
  'pat-created': ['token_issued', 'token_imported'],
  'pat-deleted': ['token_deleted'],
} as const satisfies Record<string, readonly AuditEventType[]>;

export type EventType = keyof typeof apiTokenTypes | keyof typeof personalTokenTypes;

const PERSONAL: KindName = 'unleash_personal_access_token';

/** The events of these types, or of all, that a caller may see: those of tokens that it sees in lists. */
export function visibleEvents(caller: Caller, wanted: readonly string[] | null): readonly TokenEvents[] {
  const permissions = permissionsOf(caller);
  const isWanted = ([name]: readonly [string, unknown]) => wanted === null || wanted.includes(name);
  const ofKinds = (kinds: readonly KindName[]) => (entry: readonly [string, readonly AuditEventType[]]) => ({
    types: entry[1],
    kinds,
  });
  return [
    ...Object.entries(apiTokenTypes)
      .filter(isWanted)
      .map(ofKinds(visibleKinds(permissions))),
    ...Object.entries(personalTokenTypes)
      .filter(isWanted)
      .map(ofKinds(permissions.has('ADMIN') ? [PERSONAL] : [])),
  ];
}

/** What Unleash calls an event of the audit. */
export function eventTypeOf(type: AuditEventType, kind: KindName): EventType {
  if (type === 'token_deleted') return kind === PERSONAL ? 'pat-deleted' : 'api-token-deleted';
  if (type === 'token_updated') return 'api-token-updated';
  return kind === PERSONAL ? 'pat-created' : 'api-token-created';
}
