/**
 * A CPU profile of a row's server, and where its time goes: npm run bench:profile -- [--rows verify-sqlite-warm]
 * [--tokens N] [--seconds N]. Keeps the .cpuprofile, which Chromium's developer tools open.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfTimes } from './harness/cpu-profile.ts';
import { measureGroup } from './harness/measure-group.ts';
import { readOptions } from './harness/options.ts';
import { openWorkbench } from './harness/workbench.ts';
import { chosenGroups } from './rows/all-groups.ts';

const SECONDS = ['--seconds', '10', '--rounds', '1', '--tokens', '100000', '--rows', 'verify-sqlite-warm'];
const LINES = 40;

const options = readOptions([...SECONDS, ...process.argv.slice(2)]);
const profiles = join(options.out, 'profiles');
mkdirSync(profiles, { recursive: true });
const workbench = openWorkbench(options, [
  '--cpu-prof',
  `--cpu-prof-dir=${profiles}`,
  '--cpu-prof-interval=500',
]);
const before = new Set(readdirSync(profiles));
try {
  for (const group of chosenGroups(options)) await measureGroup(workbench, group);
} finally {
  await workbench.close();
}
for (const name of readdirSync(profiles).filter((file) => !before.has(file))) {
  const { total, lines } = selfTimes(readFileSync(join(profiles, name), 'utf8'));
  console.log(`\n${join(profiles, name)}: ${(total / 1_000).toFixed(0)} ms on the processor\n`);
  console.log('| self time | share | function | place |\n| --- | --- | --- | --- |');
  for (const { place, name: called, milliseconds } of lines.slice(0, LINES))
    console.log(
      `| ${milliseconds.toFixed(0)} ms | ${((milliseconds * 100_000) / total).toFixed(1)} % | ${called} | ${place} |`,
    );
}
