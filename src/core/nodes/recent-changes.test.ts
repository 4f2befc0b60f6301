import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from '../store-changes.ts';
import { RecentChanges } from './recent-changes.ts';

const subject = fc.record({
  type: fc.constantFrom('token', 'account', 'resource'),
  id: fc.integer({ min: 1, max: 4 }),
}) as fc.Arbitrary<Subject>;
const sameAs = (one: Subject) => (other: Subject) => one.type === other.type && one.id === other.id;

it('a subject may have been touched exactly if one of the changes in between touched it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(subject, { maxLength: 3 }), { maxLength: 20 }),
      fc.array(subject, { maxLength: 3 }),
      fc.nat(20),
      fc.nat(20),
      (changes, asked, one, other) => {
        const recent = new RecentChanges();
        for (const [at, subjects] of changes.entries()) recent.add({ number: at + 1, subjects });
        const [after, last] = [one, other].map((number) => Math.min(number, changes.length)) as [
          number,
          number,
        ];
        const between = changes.slice(after, last).flat();
        const isTouched = asked.some((mine) => between.some(sameAs(mine)));
        expect(recent.mayHaveTouched(asked, after, last)).toBe(isTouched);
      },
    ),
  );
});

it('what is not known any more may have been touched', () => {
  const recent = new RecentChanges();
  for (let number = 1; number <= 5_000; number += 1) recent.add({ number, subjects: [] });
  expect(recent.mayHaveTouched([], 4_000, 5_000)).toBe(false);
  expect(recent.mayHaveTouched([], 0, 5_000)).toBe(true);
  recent.clear();
  expect(recent.mayHaveTouched([], 4_999, 5_000)).toBe(true);
});
