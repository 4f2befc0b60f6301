import { expect, test } from 'vitest';
import type { Store, TokenFilter } from '../../../src/core/store.ts';
import { tokenStatuses } from '../../../src/core/token/token-status.ts';
import { addAccount, addResource, issue, noon } from '../../support/store-fixtures.ts';

export function listingContract(store: () => Store): void {
  const ids = async (filter: Partial<TokenFilter>): Promise<readonly number[]> => {
    const query = { now: noon, ...filter };
    const order = { by: 'id', direction: 'asc' } as const;
    const rows = await store().listTokens({ ...query, order, limit: 100 });
    expect(await store().countTokens(query)).toBe(rows.length);
    return rows.map(({ token }) => token.id);
  };

  test('tokens are told apart by kind, account, resource and exact name', async () => {
    const accountId = await addAccount(store());
    const resourceId = await addResource(store());
    await issue(store(), { kind: 'deploy_token', name: 'one' });
    await issue(store(), { kind: 'feed_token', accountId });
    await issue(store(), { resourceId, accountId });
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ kinds: ['deploy_token', 'feed_token'] })).toEqual([1, 2]);
    expect(await ids({ kinds: [] })).toEqual([]);
    expect(await ids({ accountId })).toEqual([2, 3]);
    expect(await ids({ accountId, resourceId })).toEqual([3]);
    expect(await ids({ name: 'one' })).toEqual([1]);
    expect(await ids({ name: 'One' })).toEqual([]);
  });

  test('text is literal, without regard to case, in name, description and public id', async () => {
    await issue(store(), { name: '100% Ärger', publicId: 'x' });
    await issue(store(), { name: '1000', description: 'under_score \\ back', publicId: 'x' });
    await issue(store(), { name: 'underXscore', publicId: 'DT0C01.abc' });
    expect(await ids({ text: '0%' })).toEqual([1]);
    expect(await ids({ text: 'äRG' })).toEqual([1]);
    expect(await ids({ text: 'R_S' })).toEqual([2]);
    expect(await ids({ text: '\\' })).toEqual([2]);
    expect(await ids({ text: 'dt0c01.A' })).toEqual([3]);
    expect(await ids({ text: '' })).toEqual([1, 2, 3]);
  });

  test('scopes are told apart exactly: one of each list is enough', async () => {
    await issue(store(), { scopes: ['a.read', 'b_c'] });
    await issue(store(), { scopes: ['a.read'] });
    await issue(store(), { scopes: ['A.read', 'bxc', 'a.read.all'] });
    await issue(store(), {});
    expect(await ids({ scopes: [] })).toEqual([1, 2, 3, 4]);
    expect(await ids({ scopes: [['a.read']] })).toEqual([1, 2]);
    expect(await ids({ scopes: [['A.read', 'b_c']] })).toEqual([1, 3]);
    expect(await ids({ scopes: [['a.read'], ['b_c', 'nobody']] })).toEqual([1]);
    expect(await ids({ scopes: [['a.read'], []] })).toEqual([]);
    expect(await ids({ scopes: [['a'], ['read']] })).toEqual([]);
  });

  test('a status hides the next one; a job token lives while its job runs', async () => {
    const running = await addResource(store(), { type: 'job', attributes: { status: 'running' } });
    const done = await addResource(store(), { type: 'job', attributes: { status: 'success' } });
    const bare = await addResource(store(), { type: 'job' });
    const ended = { deletedAt: noon, revokedAt: noon, expiresAt: noon, disabledAt: noon };
    await issue(store(), ended);
    await issue(store(), { ...ended, deletedAt: null });
    await issue(store(), { ...ended, deletedAt: null, revokedAt: noon + 1, graceUntil: noon + 1 });
    await issue(store(), { ...ended, deletedAt: null, revokedAt: null, expiresAt: noon + 1 });
    await issue(store(), { revokedAt: noon + 1, graceUntil: noon + 1, expiresAt: noon + 1 });
    for (const resourceId of [running, done, bare, null]) {
      await issue(store(), { kind: 'ci_job_token', resourceId });
    }
    expect(await ids({ statuses: ['deleted'] })).toEqual([1]);
    expect(await ids({ statuses: ['revoked'] })).toEqual([2]);
    expect(await ids({ statuses: ['expired'] })).toEqual([3, 7, 8, 9]);
    expect(await ids({ statuses: ['disabled'] })).toEqual([4]);
    expect(await ids({ statuses: ['active'] })).toEqual([5, 6]);
    expect(await ids({ statuses: ['revoked', 'active'], kinds: ['access_token'] })).toEqual([2, 5]);
    expect(await ids({ statuses: ['active'], now: noon + 1 })).toEqual([6]);
    expect(await ids({ statuses: tokenStatuses })).toHaveLength(9);
    expect(await ids({ statuses: [] })).toEqual([]);
  });

  test('before and after leave their own instant out, and what has no such time is neither', async () => {
    for (const time of [noon, noon + 1, noon + 2]) {
      const tokenId = await issue(store(), { createdAt: time, expiresAt: time });
      await store().change.addUses({
        sums: [
          { tokenId, use: { count: 1, lastUsedAt: time, lastUsedIp: null, notedAt: null }, addresses: [] },
        ],
      });
    }
    await issue(store(), { createdAt: noon + 9 });
    expect(await ids({ createdBefore: noon + 1 })).toEqual([1]);
    expect(await ids({ createdAfter: noon + 1 })).toEqual([3, 4]);
    expect(await ids({ expiresBefore: noon + 1 })).toEqual([1]);
    expect(await ids({ expiresAfter: noon + 1 })).toEqual([3]);
    expect(await ids({ expiresAtOrLater: noon + 1 })).toEqual([2, 3, 4]);
    expect(await ids({ lastUsedBefore: noon + 1 })).toEqual([1]);
    expect(await ids({ lastUsedAfter: noon + 1 })).toEqual([3]);
  });

  test('words are looked for in the name alone, each of them, without regard to case', async () => {
    await issue(store(), { name: 'Nightly Deploy Bot', description: 'deploys', publicId: 'glpat-x' });
    await issue(store(), { name: 'Backup', description: 'nightly deploy', publicId: 'glpat-nightly' });
    await issue(store(), { name: '100%_sure \\ ÄRGER' });
    expect(await ids({ nameWords: ['nightly'] })).toEqual([1]);
    expect(await ids({ nameWords: ['BOT', 'night'] })).toEqual([1]);
    expect(await ids({ nameWords: ['bot', 'backup'] })).toEqual([]);
    expect(await ids({ nameWords: ['glpat'] })).toEqual([]);
    expect(await ids({ nameWords: ['%_', '\\', 'ärger'] })).toEqual([3]);
    expect(await ids({ nameWords: [] })).toEqual([1, 2, 3]);
  });

  test('a row of a list is what the token is by itself', async () => {
    const accountId = await addAccount(store());
    const resourceId = await addResource(store());
    const tokenId = await issue(store(), { accountId, resourceId, createdById: accountId, scopes: ['a'] });
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: '::1', notedAt: null };
    await store().change.addUses({ sums: [{ tokenId, use, addresses: [] }] });
    const rows = await store().listTokens({
      now: noon,
      order: { by: 'id', direction: 'asc' },
      limit: 5,
    });
    expect(rows).toEqual([await store().findToken(tokenId)]);
    expect(rows[0]?.use).toEqual(use);
  });
}
