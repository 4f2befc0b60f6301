import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { AuditEvent } from '../../../core/audit/audit-event.ts';
import type { Authority } from '../../../core/authority.ts';
import type { Entrance } from '../../dialect.ts';
import { visibleEvents } from './event-types.ts';
import { toEvent } from './mapping.ts';
import type { EventPage } from './parse-event-query.ts';
import type { Events } from './schemas.ts';

/** A page of what happened to tokens that a caller sees, newest first. */
export async function searchEvents(
  { authority, settings }: Entrance,
  caller: Caller,
  { types, period, limit, offset }: EventPage,
): Promise<Static<typeof Events>> {
  const filter = { tokenEvents: visibleEvents(caller, types), ...period };
  const [found, total] = await Promise.all([
    authority.auditEvents({ ...filter, limit, offset }),
    authority.countAuditEvents(filter),
  ]);
  const records = rememberRecords(authority);
  const events = await Promise.all(
    found.map(async (event) => {
      const token = await records.token(event.tokenId);
      const performer = await performerOf(records, event);
      return token === null ? [] : [toEvent(event, token, performer, settings.unleashProfile)];
    }),
  );
  return { events: events.flat(), total };
}

type Records = ReturnType<typeof rememberRecords>;

async function performerOf(records: Records, { actor }: AuditEvent) {
  const account = await records.account(actor.accountId);
  return { account, token: account === null ? await records.token(actor.tokenId) : null };
}

/** Looks up what many events name once. */
function rememberRecords(authority: Authority) {
  return {
    token: remembered((id) => authority.token(id)),
    account: remembered((id) => authority.account(id)),
  };
}

function remembered<Found>(find: (id: number) => Promise<Found | null>) {
  const known = new Map<number, Promise<Found | null>>();
  return (id: number | null): Promise<Found | null> => {
    if (id === null) return Promise.resolve(null);
    const found = known.get(id) ?? find(id);
    known.set(id, found);
    return found;
  };
}
