import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DatabaseTime } from './database-time.ts';

it('before the database told it, the time is not known', () => {
  expect(new DatabaseTime().at(0)).toBeNull();
});

it('the time told is never behind the database, and ahead by no more than the answer took', () => {
  const ms = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(ms, ms, ms, ms, (begun, toServer, toNode, later) => {
      const epoch = 1_700_000_000_000;
      const time = new DatabaseTime();
      // Both clocks count alike here; the database looked at its own on the way.
      time.note(epoch + begun + toServer, begun);
      const now = begun + toServer + toNode + later;
      const told = time.at(now) as number;
      expect(told).toBeGreaterThanOrEqual(epoch + now);
      expect(told).toBeLessThanOrEqual(epoch + now + toServer + toNode);
    }),
  );
});
