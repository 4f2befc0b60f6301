import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { issue, noon } from '../../support/store-fixtures.ts';

export function useContract(store: () => Store): void {
  test('uses add up; the latest use gives time and address, in whatever order they arrive', async () => {
    const tokenId = await issue(store());
    const uses = [
      { count: 2, lastUsedAt: noon, lastUsedIp: '10.0.0.1' },
      { count: 3, lastUsedAt: noon + 10, lastUsedIp: '10.0.0.2' },
      { count: 4, lastUsedAt: noon + 5, lastUsedIp: '10.0.0.3' },
    ];
    for (const use of uses) {
      const answer = await store().change.addUses({ sums: [{ tokenId, use }] });
      expect(answer).toEqual({ outcome: 'added', subjects: [] });
    }
    const details = await store().findToken(tokenId);
    expect(details?.use).toEqual({ count: 9, lastUsedAt: noon + 10, lastUsedIp: '10.0.0.2' });
    expect(details?.token.updatedAt).toBe(noon);
  });

  test('a token named twice in one sum counts both times', async () => {
    const tokenId = await issue(store());
    const sums = [
      { tokenId, use: { count: 2, lastUsedAt: noon + 1, lastUsedIp: '10.0.0.1' } },
      { tokenId, use: { count: 3, lastUsedAt: noon, lastUsedIp: '10.0.0.2' } },
    ];
    await store().change.addUses({ sums });
    expect((await store().findToken(tokenId))?.use).toEqual({
      count: 5,
      lastUsedAt: noon + 1,
      lastUsedIp: '10.0.0.1',
    });
  });

  test('sums of a thousand tokens, of unknown ones and of none are taken', async () => {
    const tokenId = await issue(store());
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: null };
    const sums = Array.from({ length: 1_000 }, (_, index) => ({ tokenId: tokenId + index, use }));
    await Promise.all([store().change.addUses({ sums }), store().change.addUses({ sums })]);
    await store().change.addUses({ sums: [] });
    expect((await store().findToken(tokenId))?.use.count).toBe(2);
  });
}
