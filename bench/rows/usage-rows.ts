import type { RowGroup } from '../harness/row.ts';
import { countingOff } from '../servers/start-jeton.ts';
import { floorRow } from './floor-row.ts';
import { verifyAsk } from './jeton-asks.ts';
import { type JetonSort, jetonRow } from './jeton-row.ts';

const modes = [
  { mode: 'off', counts: 'counts none', sort: { nodeFlags: countingOff, usage: 'bounded' } },
  { mode: 'exact', counts: 'none', sort: { usage: 'exact' } },
  { mode: 'durable', counts: 'none, not even with the machine', sort: { usage: 'durable' } },
  { mode: 'bounded', counts: 'those of the last second', sort: { usage: 'bounded' } },
];

const sorts: Readonly<Record<string, JetonSort>> = Object.fromEntries(
  modes.map(({ mode, sort: { usage, nodeFlags = [] } }) => [
    `usage-${mode}`,
    { engine: 'sqlite', warm: true, fromSources: true, env: { JETON_USAGE_MODE: usage }, nodeFlags },
  ]),
);

/** What counting uses costs. */
export const usageGroup: RowGroup = {
  id: 'usage',
  title: 'Counting uses',
  note: 'Verify on SQLite, warm, every mode run from the sources. Off is the same program with `bench/servers/counting-off.ts` loaded ahead of it, which throws every use away.',
  rows: [
    floorRow,
    ...modes.map(({ mode, counts }) =>
      jetonRow(sorts, {
        id: `usage-${mode}`,
        what: mode === 'off' ? 'counting off' : `\`JETON_USAGE_MODE=${mode}\``,
        server: `usage-${mode}`,
        ask: verifyAsk('native'),
        expect: '^200 .*"valid":true',
        counts,
        against: mode === 'off' ? [] : ['usage-off'],
      }),
    ),
  ],
};
