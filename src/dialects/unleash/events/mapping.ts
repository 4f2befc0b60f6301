import type { Static } from '@fastify/type-provider-typebox';
import type { Json } from '../../../core/attributes.ts';
import type { Actor, AuditEvent } from '../../../core/audit/audit-event.ts';
import type { Account } from '../../../core/directory/account.ts';
import type { Token, TokenDetails } from '../../../core/token/token.ts';
import type { DialectSettings } from '../../dialect.ts';
import { toApiToken, toTime } from '../mapping.ts';
import { toPersonalToken } from '../personal-tokens/mapping.ts';
import { eventTypeOf } from './event-types.ts';
import type { Event } from './schemas.ts';

type Profile = DialectSettings['unleashProfile'];
type Data = Static<typeof Event>['data'];

// Unleash's ids of whoever is no user.
const ADMIN_TOKEN_USER_ID = -42;
const SYSTEM_USER_ID = -1337;

/** Who did something, as far as the records tell. */
export interface Performer {
  readonly account: Account | null;
  readonly token: TokenDetails | null;
}

/** An event of the audit about a token, in Unleash's words; the token is the record as it is now. */
export function toEvent(
  event: AuditEvent,
  details: TokenDetails,
  performer: Performer,
  profile: Profile,
): Static<typeof Event> {
  const type = eventTypeOf(event.type, details.token.kind);
  const { project, environment } = toApiToken(details, undefined, profile);
  const isPersonal = type === 'pat-created' || type === 'pat-deleted';
  return {
    id: event.id,
    type,
    createdBy: performer.account?.username ?? performer.token?.token.name ?? 'system',
    createdAt: new Date(event.at).toISOString(),
    createdByUserId: userIdOf(event.actor),
    ...(isPersonal ? personalData(event, details, profile) : apiTokenData(event, details, profile)),
    tags: [],
    featureName: null,
    project: isPersonal ? null : project,
    environment: isPersonal ? null : environment,
  };
}

function userIdOf({ accountId, tokenId }: Actor): number {
  return accountId ?? (tokenId === null ? SYSTEM_USER_ID : ADMIN_TOKEN_USER_ID);
}

function apiTokenData({ type, details }: AuditEvent, token: TokenDetails, profile: Profile) {
  const shown = (state: Json | undefined) => shownToken(token, state, profile);
  if (type === 'token_deleted') return { data: null, preData: shown(undefined) };
  if (type === 'token_updated') return { data: shown(details.after), preData: shown(details.before) };
  return { data: shown(details), preData: null };
}

/** A token without secret and use, with what of it a state tells otherwise than the record. */
function shownToken({ token, ...rest }: TokenDetails, state: Json | undefined, profile: Profile): Data {
  const then = { ...rest, token: { ...token, ...changeable(state) } };
  const { secret, seenAt, ...shown } = toApiToken(then, undefined, profile);
  return shown;
}

function changeable(state: Json | undefined): Partial<Pick<Token, 'name' | 'expiresAt'>> {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return {};
  const { name, expiresAt } = state as Readonly<Record<string, Json>>;
  return {
    ...(typeof name === 'string' && { name }),
    ...((typeof expiresAt === 'number' || expiresAt === null) && { expiresAt }),
  };
}

function personalData({ type, details }: AuditEvent, token: TokenDetails, profile: Profile) {
  const hidden = profile === 6 ? { secret: '***' } : {};
  if (type === 'token_deleted') return { data: { ...toPersonalToken(token), ...hidden }, preData: null };
  const { name, expiresAt } = { ...token.token, ...changeable(details) };
  return { data: { description: name, expiresAt: toTime(expiresAt), ...hidden }, preData: null };
}
