import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AddressUse } from '../token/token.ts';
import { ADDRESSES_MAX, latestAddresses } from './latest-addresses.ts';

const use = fc.record({ ip: fc.constantFrom(...'abcdefghij'), at: fc.nat(30) });

it('keeps the five latest of all addresses, however the uses were grouped on the way', () => {
  fc.assert(
    fc.property(fc.array(fc.array(use, { maxLength: 8 }), { maxLength: 6 }), (groups) => {
      const folded = groups.reduce<readonly AddressUse[]>(
        (known, group) => latestAddresses(known, latestAddresses([], group)),
        [],
      );
      expect(folded).toEqual(latestAddresses([], groups.flat()));
      const all = groups.flat();
      const lastOf = (ip: string) => Math.max(...all.filter((one) => one.ip === ip).map(({ at }) => at));
      expect(folded.length).toBe(Math.min(ADDRESSES_MAX, new Set(all.map(({ ip }) => ip)).size));
      for (const { ip, at } of folded) expect(at).toBe(lastOf(ip));
      const oldestKept = folded.at(-1)?.at ?? 0;
      for (const { ip } of all)
        if (!folded.some((one) => one.ip === ip)) expect(lastOf(ip)).toBeLessThanOrEqual(oldestKept);
    }),
  );
});
