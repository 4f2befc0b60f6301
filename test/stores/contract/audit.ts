import { expect, test } from 'vitest';
import type { AuditEventType } from '../../../src/core/audit/audit-event.ts';
import type { KindName } from '../../../src/core/kinds/kind-name.ts';
import type { Store, TokenEvents } from '../../../src/core/store.ts';
import { anEvent, noon } from '../../support/store-fixtures.ts';

export function auditContract(store: () => Store): void {
  test('an event is listed as it was recorded', async () => {
    const event = {
      type: 'token_revoked' as const,
      at: noon,
      actor: { accountId: 1, tokenId: 2, via: 'native', ip: '::1', requestId: 'r' },
      tokenId: 3,
      accountId: 4,
      resourceId: 5,
      details: { a: ['b'] },
    };
    const answer = await store().change.recordAudit({ event, repeat: null });
    expect(answer).toMatchObject({ outcome: 'recorded', subjects: [] });
    expect(await store().listAuditEvents({ limit: 5 })).toEqual([{ id: 1, count: 1, ...event }]);
  });

  test('a repetition is counted onto the newest event of its key within the window', async () => {
    const record = (at: number, key: string, since: number, times = 1) =>
      store().change.recordAudit({ event: anEvent({ at }), repeat: { key, since, times } });
    await record(noon, 'a', noon - 10);
    await record(noon + 1, 'a', noon);
    await record(noon + 2, 'b', noon);
    await record(noon + 20, 'a', noon + 1);
    await record(noon + 21, 'a', noon - 10, 5);
    const events = await store().listAuditEvents({ limit: 5 });
    expect(events.map(({ at, count }) => [at - noon, count])).toEqual([
      [20, 6],
      [2, 1],
      [0, 2],
    ]);
  });

  test('events without a key are never counted together', async () => {
    for (let i = 0; i < 3; i += 1) await store().change.recordAudit({ event: anEvent(), repeat: null });
    expect(await store().listAuditEvents({ limit: 5 })).toHaveLength(3);
  });

  test('the list runs from the newest; every member of the query narrows', async () => {
    const actor = { ...anEvent().actor, accountId: 9 };
    const events = [
      anEvent({ tokenId: 1, at: noon }),
      anEvent({ accountId: 2, at: noon + 1 }),
      anEvent({ type: 'token_revoked', at: noon + 2 }),
      anEvent({ actor, at: noon + 3 }),
    ];
    for (const event of events) await store().change.recordAudit({ event, repeat: null });
    const ids = async (query: object) =>
      (await store().listAuditEvents({ limit: 10, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual([4, 3, 2, 1]);
    expect(await ids({ tokenId: 1 })).toEqual([1]);
    expect(await ids({ accountId: 2 })).toEqual([2]);
    expect(await ids({ type: 'token_revoked' })).toEqual([3]);
    expect(await ids({ actorAccountId: 9 })).toEqual([4]);
    expect(await ids({ before: noon + 2 })).toEqual([2, 1]);
    expect(await ids({ after: noon + 1 })).toEqual([4, 3]);
    expect(await ids({ beforeId: 3, limit: 1 })).toEqual([2]);
    expect(await ids({ offset: 1, limit: 2 })).toEqual([3, 2]);
  });

  test('events of tokens are listed and counted by type and kind, whatever happened to other tokens', async () => {
    const record = (type: AuditEventType, kind: KindName | null) =>
      store().change.recordAudit({
        event: anEvent({ type, details: kind === null ? {} : { kind } }),
        repeat: null,
      });
    await record('token_issued', 'unleash_client_token');
    await record('token_issued', 'access_token');
    await record('token_deleted', 'unleash_client_token');
    await record('token_deleted', 'unleash_admin_token');
    await record('account_created', null);
    const found = async (...tokenEvents: TokenEvents[]) => {
      const events = await store().listAuditEvents({ limit: 10, tokenEvents });
      expect(await store().countAuditEvents({ tokenEvents })).toBe(events.length);
      return events.map(({ id }) => id);
    };
    const issued: TokenEvents = { types: ['token_issued'], kinds: ['unleash_client_token'] };
    const deleted: TokenEvents = { types: ['token_deleted'], kinds: ['unleash_admin_token'] };
    expect(await found(issued)).toEqual([1]);
    expect(await found(issued, deleted)).toEqual([4, 1]);
    expect(
      await found({ types: ['token_issued', 'token_deleted'], kinds: ['unleash_client_token'] }),
    ).toEqual([3, 1]);
    expect(await found()).toEqual([]);
    expect(await found({ types: [], kinds: ['access_token'] })).toEqual([]);
    expect(await store().countAuditEvents({})).toBe(5);
  });
}
