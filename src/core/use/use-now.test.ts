import { expect, it } from 'vitest';
import { unused } from '../token/token.ts';
import { sumOfUses } from './use-counter.ts';
import { addressNow, useNow } from './use-now.ts';

const MINUTE = 60_000;

it('is noted at once the first time, and then ten minutes after it was noted last', () => {
  let known = unused;
  const noted = [0, 5, 9.9, 10, 15, 20, 45].map((minutes) => {
    known = sumOfUses(known, useNow(known, minutes * MINUTE, null));
    return (known.notedAt ?? -1) / MINUTE;
  });
  expect(noted).toEqual([0, 0, 0, 10, 10, 20, 45]);
  expect(known).toMatchObject({ count: 7, lastUsedAt: 45 * MINUTE });
});

it('tells an address when it changes, and again each minute', () => {
  const at = 100 * MINUTE;
  const known = { ...unused, lastUsedAt: at, lastUsedIp: 'a' };
  expect(addressNow(unused, at, 'a')).toEqual([{ ip: 'a', at }]);
  expect(addressNow(known, at + 1, 'a')).toEqual([]);
  expect(addressNow(known, at + 1, 'b')).toEqual([{ ip: 'b', at: at + 1 }]);
  expect(addressNow(known, at + MINUTE, 'a')).toEqual([{ ip: 'a', at: at + MINUTE }]);
  expect(addressNow(known, at, null)).toEqual([]);
});
