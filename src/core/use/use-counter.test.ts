import { describe, expect, it } from 'vitest';
import type { UseSum } from '../store-changes.ts';
import type { TokenUse } from '../token/token.ts';
import { UseCounter } from './use-counter.ts';
import type { UseRecord } from './uses.ts';

describe('the use counter', () => {
  it('adds up uses of a token and hands each over once', async () => {
    const { counter, stored } = counting();
    counter.count(record(1, used(100, '10.0.0.1')));
    counter.count(record(1, used(200, '10.0.0.2')));
    counter.count(record(2, used(150, null)));
    await counter.settle();
    await counter.settle();
    expect(stored).toEqual([
      [
        { tokenId: 1, use: { ...used(200, '10.0.0.2'), count: 2 }, addresses: [] },
        { tokenId: 2, use: used(150, null), addresses: [] },
      ],
    ]);
    expect(counter.owesAny).toBe(false);
  });

  it('keeps the newest use when they arrive out of order', async () => {
    const { counter, stored } = counting();
    counter.count(record(1, used(200, '10.0.0.2')));
    counter.count(record(1, used(100, '10.0.0.1')));
    await counter.settle();
    expect(stored[0]?.[0]?.use).toEqual({ ...used(200, '10.0.0.2'), count: 2 });
  });

  it('loses nothing when the store fails, and says so', async () => {
    const { counter, stored, fail } = counting();
    counter.count(record(1, used(100, null)));
    fail(true);
    await expect(counter.settle()).rejects.toThrow('disk');
    expect(counter.owesAny).toBe(true);
    counter.count(record(1, used(101, null)));
    fail(false);
    await counter.settle();
    expect(stored.flat().map(({ use }) => use.count)).toEqual([2]);
  });

  it('keeps addresses with the uses, while they are written and when that fails', async () => {
    const { counter, stored, fail } = counting();
    counter.count(record(1, used(100, 'a'), [{ ip: 'a', at: 100 }]));
    counter.count(record(1, used(110, 'a')));
    const first = counter.settle();
    await Promise.resolve();
    await Promise.resolve();
    counter.count(record(1, used(120, 'b'), [{ ip: 'b', at: 120 }]));
    expect(counter.pendingAddresses(1).map(({ ip }) => ip)).toEqual(['a', 'b']);
    await first;
    expect(counter.pendingAddresses(1)).toEqual([{ ip: 'b', at: 120 }]);
    fail(true);
    await expect(counter.settle()).rejects.toThrow('disk');
    fail(false);
    await counter.settle();
    expect(stored.flat().map(({ addresses }) => addresses.map(({ ip }) => ip))).toEqual([['a'], ['b']]);
  });

  it('owes a use while it is being written, and settles what was counted meanwhile', async () => {
    const { counter, stored } = counting();
    counter.count(record(1, used(100, null)));
    const first = counter.settle();
    counter.count(record(1, used(101, null)));
    await Promise.resolve();
    await Promise.resolve();
    expect(counter.isMoving(1)).toBe(true);
    expect(counter.isMoving(2)).toBe(false);
    await Promise.all([first, counter.settle()]);
    expect(stored.flat().reduce((sum, { use }) => sum + use.count, 0)).toBe(2);
    expect(counter.isMoving(1)).toBe(false);
  });
});

function used(at: number, ip: string | null): TokenUse {
  return { count: 1, lastUsedAt: at, lastUsedIp: ip, notedAt: at };
}

function counting() {
  const stored: UseSum[][] = [];
  let failing = false;
  const counter = new UseCounter(async (sums) => {
    if (failing) throw new Error('disk');
    stored.push([...sums]);
  });
  return {
    counter,
    stored,
    fail: (value: boolean) => {
      failing = value;
    },
  };
}

function record(tokenId: number, use: UseRecord['use'], addresses: UseRecord['addresses'] = []): UseRecord {
  return { tokenId, use, addresses };
}
