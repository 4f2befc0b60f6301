import { expect, it } from 'vitest';
import { NodeTable } from './node-table.ts';

const subjects = [{ type: 'token', id: 1 }] as const;
const newTable = () => new NodeTable(10, () => 1_000);

it('tells the changes behind a number in order, and nothing where one is missing', () => {
  const table = newTable();
  for (const number of [11, 12, 13]) table.append({ number, subjects });
  expect(table.readChanges(11)).toMatchObject({ head: 13, changes: [{ number: 12 }, { number: 13 }] });
  expect(table.readChanges(9)).toMatchObject({ head: 13, changes: [] });
});

it('forgets what was before a gap: who missed it must forget everything', () => {
  const table = newTable();
  table.append({ number: 11, subjects });
  table.append({ number: 13, subjects });
  expect(table.readChanges(10)).toMatchObject({ head: 13, changes: [] });
  expect(table.readChanges(12)).toMatchObject({ head: 13, changes: [{ number: 13 }] });
});

it('keeps a limited number of changes', () => {
  const table = newTable();
  for (let number = 11; number <= 5_000; number += 1) table.append({ number, subjects });
  expect(table.readChanges(10).changes).toEqual([]);
  expect(table.readChanges(4_990).changes).toHaveLength(10);
});

it('fences a node unless it has renewed since, and renews none that is fenced', () => {
  const table = newTable();
  table.register('a', 'one');
  table.renew('a');
  table.fence({ id: 'a', beat: 0 });
  expect(table.members()).toEqual([{ id: 'a', applied: 0, beat: 1 }]);
  table.fence({ id: 'a', beat: 1 });
  expect([table.members(), table.renew('a')]).toEqual([[], null]);
  expect(table.list()).toMatchObject([{ id: 'a', isFenced: true }]);
});

it('never takes an acknowledgement back', () => {
  const table = newTable();
  table.register('a', 'one');
  table.acknowledge('a', 12);
  table.acknowledge('a', 11);
  expect(table.members()).toMatchObject([{ applied: 12 }]);
  table.remove('a');
  expect(table.readNode('a')).toBeNull();
});
