import type { Options } from '../harness/options.ts';
import type { RowGroup } from '../harness/row.ts';
import { changeGroup } from './change-rows.ts';
import { documentGroup } from './document-rows.ts';
import { growthGroup } from './growth-rows.ts';
import { peerGroup } from './peer-rows.ts';
import { usageGroup } from './usage-rows.ts';
import { verifyGroup } from './verify-rows.ts';

/** Every table of rows; the floor is in each. */
export function allGroups(options: Options): readonly RowGroup[] {
  return [verifyGroup, documentGroup, peerGroup, usageGroup, changeGroup, growthGroup({ options })];
}

/** Those rows that were asked for, by their ids or their group's; the floor stays. */
export function chosenGroups(options: Options): readonly RowGroup[] {
  const { only } = options;
  const groups = allGroups(options);
  if (only === null) return groups;
  return groups.flatMap((group) => {
    if (only.includes(group.id)) return group;
    const rows = group.rows.filter(({ id }) => only.includes(id));
    return rows.some(({ id }) => id !== 'floor')
      ? { ...group, rows: group.rows.filter((row) => row.id === 'floor' || rows.includes(row)) }
      : [];
  });
}
