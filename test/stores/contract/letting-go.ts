import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { addAccount, anEvent, anIssue, aToken, issue, noon } from '../../support/store-fixtures.ts';

export function lettingGoContract(store: () => Store): void {
  test('the oldest events before a time are removed, so many at a time, and no other', async () => {
    for (const at of [noon - 3, noon - 2, noon - 1, noon, noon + 1])
      await store().change.recordAudit({ event: anEvent({ at }), repeat: null });
    const prune = () => store().change.pruneAudit({ before: noon, limit: 2 });
    expect([await prune(), await prune(), await prune()].map(({ events }) => events)).toEqual([2, 1, 0]);
    const left = await store().listAuditEvents({ limit: 10 });
    expect(left.map(({ at }) => at)).toEqual([noon + 1, noon]);
  });

  test('an erased account leaves nothing of who it was but the number that its tokens keep', async () => {
    const [ada, other] = [
      await addAccount(store(), { username: 'ada', email: 'ada@example.com', attributes: { phone: '123' } }),
      await addAccount(store(), { username: 'other' }),
    ];
    const [hers, others] = [
      await issue(store(), { accountId: ada }),
      await issue(store(), { accountId: other }),
    ];
    const uses = [hers, others].map((tokenId) => ({
      tokenId,
      use: { count: 1, lastUsedAt: noon, lastUsedIp: '10.0.0.1', notedAt: noon },
      addresses: [{ ip: '10.0.0.1', at: noon }],
    }));
    await store().change.addUses({ sums: uses });
    const actor = { accountId: ada, tokenId: hers, via: 'native', ip: '10.0.0.1', requestId: 'r' };
    const told = { actor, accountId: ada, details: { username: 'ada' } };
    await store().change.recordAudit({ event: anEvent({ type: 'account_updated', ...told }), repeat: null });
    const erase = {
      id: ada,
      username: `erased-${ada}`,
      at: noon,
      audit: anEvent({ type: 'account_blocked' }),
    };
    expect(await store().change.eraseAccount(erase)).toMatchObject({
      outcome: 'erased',
      subjects: [{ type: 'account', id: ada }],
    });
    const { token, account, use } = (await store().findToken(hers)) ?? {};
    expect([token?.accountId, use?.count, use?.lastUsedIp]).toEqual([ada, 1, null]);
    expect(account).toMatchObject({
      username: `erased-${ada}`,
      email: null,
      attributes: {},
      blockedAt: noon,
    });
    const everything = JSON.stringify([
      await store().listAccounts({ limit: 10 }),
      (await store().listAuditEvents({ limit: 50 })).filter(({ actor, accountId }) =>
        [actor.accountId, accountId].includes(ada),
      ),
      await store().listRecentAddresses([hers]),
    ]);
    for (const trace of ['"ada"', 'example.com', '10.0.0.1', 'phone'])
      expect(everything).not.toContain(trace);
    expect(await store().listRecentAddresses([others])).toHaveLength(1);
    expect((await store().change.issueToken(anIssue(aToken()))).outcome).toBe('issued');
    expect(await store().change.eraseAccount({ ...erase, id: 4711 })).toMatchObject({ outcome: 'unknown' });
  });
}
