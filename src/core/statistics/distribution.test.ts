import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Distribution } from './distribution.ts';

it('counts a value under the first bound that it does not exceed', () => {
  const distribution = new Distribution([1, 10]);
  for (const value of [0, 1, 1.5, 10, 10.1, 99]) distribution.note(value);
  expect(distribution.counts).toEqual([2, 2, 2]);
  expect(distribution.sum).toBeCloseTo(121.6);
});

it('loses no value, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
      const distribution = new Distribution([0, 1, 2]);
      for (const value of values) distribution.note(value);
      expect(distribution.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }),
  );
});
