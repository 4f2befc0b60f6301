import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { issue, noon } from '../../support/store-fixtures.ts';

export function useContract(store: () => Store): void {
  test('uses add up; the latest use gives time and address, in whatever order they arrive', async () => {
    const tokenId = await issue(store());
    const uses = [
      { count: 2, lastUsedAt: noon, lastUsedIp: '10.0.0.1', notedAt: null },
      { count: 3, lastUsedAt: noon + 10, lastUsedIp: '10.0.0.2', notedAt: null },
      { count: 4, lastUsedAt: noon + 5, lastUsedIp: '10.0.0.3', notedAt: null },
    ];
    for (const use of uses) {
      const answer = await store().change.addUses({ sums: [{ tokenId, use, addresses: [] }] });
      expect(answer).toMatchObject({ outcome: 'added', subjects: [] });
    }
    const details = await store().findToken(tokenId);
    expect(details?.use).toEqual({ count: 9, lastUsedAt: noon + 10, lastUsedIp: '10.0.0.2', notedAt: null });
    expect(details?.token.updatedAt).toBe(noon);
  });

  test('a use is noted at the latest of the times that came, and an unnoted one changes nothing', async () => {
    const tokenId = await issue(store());
    for (const notedAt of [noon, noon + 10, noon + 5, null]) {
      const use = { count: 1, lastUsedAt: noon + 20, lastUsedIp: null, notedAt };
      await store().change.addUses({ sums: [{ tokenId, use, addresses: [] }] });
    }
    expect((await store().findToken(tokenId))?.use).toMatchObject({ count: 4, notedAt: noon + 10 });
  });

  test('the five addresses used last are kept of each token, newest first', async () => {
    const [tokenId, other, unused] = [await issue(store()), await issue(store()), await issue(store())];
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: null, notedAt: null };
    const from = (...addresses: (readonly [string, number])[]) =>
      addresses.map(([ip, after]) => ({ ip, at: noon + after }));
    await store().change.addUses({
      sums: [
        { tokenId, use, addresses: from(['a', 1], ['b', 2], ['c', 3]) },
        { tokenId: other, use, addresses: from(['z', 1]) },
      ],
    });
    await store().change.addUses({ sums: [{ tokenId, use, addresses: from(['d', 4], ['e', 5], ['a', 6]) }] });
    await store().change.addUses({ sums: [{ tokenId, use, addresses: from(['f', 7], ['a', 2]) }] });
    const kept = await store().listRecentAddresses([unused, tokenId, other]);
    expect([...kept].sort((one, two) => one.tokenId - two.tokenId)).toEqual([
      { tokenId, addresses: from(['f', 7], ['a', 6], ['e', 5], ['d', 4], ['c', 3]) },
      { tokenId: other, addresses: from(['z', 1]) },
    ]);
    expect(await store().listRecentAddresses([])).toEqual([]);
  });

  test('a token named twice in one sum counts both times', async () => {
    const tokenId = await issue(store());
    const sums = [
      {
        tokenId,
        use: { count: 2, lastUsedAt: noon + 1, lastUsedIp: '10.0.0.1', notedAt: null },
        addresses: [],
      },
      { tokenId, use: { count: 3, lastUsedAt: noon, lastUsedIp: '10.0.0.2', notedAt: null }, addresses: [] },
    ];
    await store().change.addUses({ sums });
    expect((await store().findToken(tokenId))?.use).toEqual({
      count: 5,
      lastUsedAt: noon + 1,
      lastUsedIp: '10.0.0.1',
      notedAt: null,
    });
  });

  test('sums of a thousand tokens, of unknown ones and of none are taken', async () => {
    const tokenId = await issue(store());
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: null, notedAt: null };
    const sums = Array.from({ length: 1_000 }, (_, index) => ({
      tokenId: tokenId + index,
      use,
      addresses: [],
    }));
    await Promise.all([store().change.addUses({ sums }), store().change.addUses({ sums })]);
    await store().change.addUses({ sums: [] });
    expect((await store().findToken(tokenId))?.use.count).toBe(2);
  });

  test('a journal is taken over from where it stands, or not at all', async () => {
    const tokenId = await issue(store());
    const use = { count: 2, lastUsedAt: noon, lastUsedIp: '10.0.0.1', notedAt: null };
    const fold = (from: number, to: number) =>
      store().change.foldUses({
        ...{ journal: 'j', from, to, at: noon, closes: false },
        sums: [{ tokenId, use, addresses: [] }],
      });
    expect(await store().readJournal('j')).toBeNull();
    expect(await fold(0, 1)).toEqual({ outcome: 'stale', subjects: [] });
    await store().change.openJournal({ id: 'j', owner: 'here', at: noon });
    expect(await store().readJournal('j')).toBe(0);
    expect(await fold(0, 3)).toMatchObject({ outcome: 'folded', subjects: [] });
    expect(await fold(0, 3)).toMatchObject({ outcome: 'stale' });
    expect(await store().readJournal('j')).toBe(3);
    expect(await fold(3, 4)).toMatchObject({ outcome: 'folded' });
    await store().change.openJournal({ id: 'j', owner: 'here', at: noon });
    expect(await store().readJournal('j')).toBe(4);
    expect((await store().findToken(tokenId))?.use.count).toBe(4);
  });

  test('journals are open until nothing more comes from them, and are known by their place and time', async () => {
    const { openJournal, foldUses } = store().change;
    for (const [id, at] of [
      ['b', noon + 2],
      ['a', noon + 1],
      ['c', noon + 3],
    ] as const)
      await openJournal({ id, owner: `at ${id}`, at });
    await foldUses({ journal: 'a', from: 0, to: 4, sums: [], at: noon + 5, closes: false });
    await foldUses({ journal: 'b', from: 0, to: 1, sums: [], at: noon + 6, closes: true });
    expect(await store().listOpenJournals()).toEqual([
      { id: 'c', owner: 'at c', folded: 0, toldAt: noon + 3 },
      { id: 'a', owner: 'at a', folded: 4, toldAt: noon + 5 },
    ]);
    expect(await store().readJournal('b')).toBe(1);
  });

  test('of many that take over the same batches exactly one does', async () => {
    const tokenId = await issue(store());
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: null, notedAt: null };
    await store().change.openJournal({ id: 'j', owner: 'here', at: noon });
    const sums = [{ tokenId, use, addresses: [] }];
    const attempts = Array.from({ length: 10 }, () =>
      store().change.foldUses({ journal: 'j', from: 0, to: 1, sums, at: noon, closes: false }),
    );
    const outcomes = (await Promise.all(attempts)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'folded')).toHaveLength(1);
    expect((await store().findToken(tokenId))?.use.count).toBe(1);
  });
}
