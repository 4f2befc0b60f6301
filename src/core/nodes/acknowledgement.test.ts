import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Acknowledgement, type Member } from './acknowledgement.ts';

const waiting = () => new Acknowledgement({ number: 5, confirmedAt: 100, waitMs: 1_000 });
const member = (id: string, applied: number, beat = 0): Member => ({ id, applied, beat });

it('before the nodes are known it is over only when the whole wait has passed', () => {
  const acknowledgement = waiting();
  acknowledgement.looked([]);
  acknowledgement.heard('a', 5);
  expect(acknowledgement.isOver(1_099)).toBe(false);
  expect(acknowledgement.isOver(1_100)).toBe(true);
  expect(acknowledgement.fenceAt).toBeNull();
});

it('it is over at once when every node has applied the change', () => {
  const acknowledgement = waiting();
  acknowledgement.membersArrived([member('a', 5), member('b', 6)], 101);
  expect(acknowledgement.isOver(101)).toBe(true);
});

it('a node counts no more once it has applied the change, says so, or is not among the nodes', () => {
  const acknowledgement = waiting();
  acknowledgement.membersArrived([member('a', 4), member('b', 4), member('c', 4)], 101);
  acknowledgement.heard('a', 4);
  acknowledgement.heard('stranger', 9);
  expect(acknowledgement.silent).toHaveLength(3);
  acknowledgement.heard('a', 5);
  acknowledgement.looked([member('b', 5), member('c', 4)]);
  expect(acknowledgement.silent.map(({ id }) => id)).toEqual(['c']);
  acknowledgement.looked([]);
  expect(acknowledgement.isOver(102)).toBe(true);
});

it('a node that joined later is not waited for', () => {
  const acknowledgement = waiting();
  acknowledgement.membersArrived([member('a', 5)], 101);
  acknowledgement.looked([member('a', 5), member('late', 0)]);
  expect(acknowledgement.isOver(102)).toBe(true);
});

it('who stays silent is fenced a whole wait after it was seen, by the beat that it had then', () => {
  const acknowledgement = waiting();
  acknowledgement.membersArrived([member('a', 4, 7)], 400);
  acknowledgement.looked([member('a', 4, 8)]);
  expect(acknowledgement.fenceAt).toBe(1_400);
  expect(acknowledgement.silent).toEqual([member('a', 4, 7)]);
});

it('what was over stays over, whatever is looked at or heard later', () => {
  const members = fc.array(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), applied: fc.nat(9), beat: fc.nat(3) }),
    { maxLength: 3 },
  );
  const steps = fc.array(
    fc.oneof(
      members.map((list) => (one: Acknowledgement) => one.looked(list)),
      fc.record({ id: fc.constantFrom('a', 'b', 'c'), applied: fc.nat(9) }).map(
        ({ id, applied }) =>
          (one: Acknowledgement) =>
            one.heard(id, applied),
      ),
    ),
  );
  fc.assert(
    fc.property(members, steps, (first, later) => {
      const acknowledgement = waiting();
      acknowledgement.membersArrived(first, 101);
      let wasOver = acknowledgement.isOver(101);
      for (const step of later) {
        step(acknowledgement);
        expect(wasOver && !acknowledgement.isOver(101)).toBe(false);
        wasOver = acknowledgement.isOver(101);
      }
      expect(wasOver).toBe(acknowledgement.silent.length === 0);
    }),
  );
});

it('waits for the longest lease of those who are silent, however short its own wait is', () => {
  const acknowledgement = new Acknowledgement({ number: 5, confirmedAt: 1_000, waitMs: 110 });
  acknowledgement.membersArrived(
    [
      { id: 'slow', applied: 4, beat: 1, leaseMs: 8_000 },
      { id: 'done', applied: 5, beat: 1, leaseMs: 60_000 },
    ],
    1_001,
  );
  expect(acknowledgement.isOver(9_799)).toBe(false);
  expect(acknowledgement.fenceAt).toBe(1_001 + 8_800);
  expect(acknowledgement.isOver(9_800)).toBe(true);
});
