import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Instant, Lease, waitMsFor } from './lease.ts';

const at = (monotonic: number, wall = monotonic): Instant => ({ monotonic, wall });

it('a lease that was never granted does not hold', () => {
  expect(new Lease(1_000).holds(at(0))).toBe(false);
});

it('a lease holds for nine tenths of its length, from before the request', () => {
  const lease = new Lease(1_000);
  lease.extend(at(100), at(600));
  expect(lease.holds(at(999.9))).toBe(true);
  expect(lease.holds(at(1_000))).toBe(false);
  expect(lease.remainingMs(at(700))).toBe(300);
  expect(lease.remainingMs(at(1_001))).toBe(0);
});

it('an answer to an older request takes nothing away', () => {
  const lease = new Lease(1_000);
  lease.extend(at(500), at(510));
  lease.extend(at(100), at(520));
  expect(lease.holds(at(1_399))).toBe(true);
});

it('a lease that was ended holds no more until it is granted anew', () => {
  const lease = new Lease(1_000);
  lease.extend(at(0), at(1));
  lease.end();
  expect(lease.holds(at(2))).toBe(false);
  lease.extend(at(0), at(3));
  expect(lease.holds(at(4))).toBe(true);
});

it('clocks that drift apart by more than 50 ms end a lease until the next renewal', () => {
  const lease = new Lease(1_000);
  lease.extend(at(0, 7_000), at(1, 7_001));
  expect(lease.holds(at(100, 7_150))).toBe(true);
  expect(lease.holds(at(100, 7_151))).toBe(false);
  expect(lease.holds(at(100, 7_049))).toBe(false);
  lease.extend(at(200, 9_000), at(201, 9_001));
  expect(lease.holds(at(202, 9_002))).toBe(true);
});

it('with clocks up to a tenth off, no lease outlasts the wait of a change committed after its request', () => {
  const rate = fc.double({ min: 0.9, max: 1.1, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 100_000, noNaN: true }),
      rate,
      rate,
      fc.double({ min: 0.001, max: 1_000, noNaN: true }),
      (leaseMs, ofNode, ofChanger, committedAfter) => {
        const lease = new Lease(leaseMs);
        lease.extend(at(0), at(0));
        const overAt = committedAfter + waitMsFor(leaseMs) / ofChanger;
        expect(lease.holds(at(overAt * ofNode))).toBe(false);
      },
    ),
  );
});
