/**
 * The benchmarks: npm run bench -- [--quick] [--rows a,b] [--tokens N] [--seconds N] [--rounds N] [--growth-tokens N]
 * [--write-docs] [--out DIR] [--list]. Prints Markdown, and keeps it with every round as JSON in the directory.
 */
import { describeEnvironment } from './harness/environment.ts';
import { keepResults } from './harness/keep-results.ts';
import { measureGroup } from './harness/measure-group.ts';
import { readOptions } from './harness/options.ts';
import { type MeasuredGroup, type Results, type Study, toMarkdown } from './harness/report.ts';
import { openWorkbench } from './harness/workbench.ts';
import { allGroups, chosenGroups } from './rows/all-groups.ts';
import { allStudies } from './studies/all-studies.ts';

const options = readOptions(process.argv.slice(2));
if (options.lists) {
  for (const { id, rows } of allGroups(options)) console.log(`${id}: ${rows.map((row) => row.id).join(' ')}`);
  console.log(`studies: ${Object.keys(allStudies).join(' ')}`);
  process.exit();
}

const environment = describeEnvironment();
const groups: MeasuredGroup[] = [];
const studies: Study[] = [];
const results = (): Results => ({ environment, options, groups, studies });
const workbench = openWorkbench(options);
// Interrupted, it leaves neither servers nor databases behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void workbench.close().finally(() => process.exit(1)));

try {
  for (const group of chosenGroups(options))
    await attempt(group.id, async () => {
      const { rows, failed } = await measureGroup(workbench, group);
      groups.push({ ...group, rows });
      if (failed.length > 0) throw new Error(`without figures: ${failed.join(', ')}`);
    });
  for (const [id, study] of Object.entries(allStudies))
    if (options.only === null || options.only.includes(id))
      await attempt(id, async () => {
        studies.push({ id, ...(await study(workbench)) });
      });
} finally {
  await workbench.close();
}
console.log(toMarkdown(results()));

/** One that fails does not take the others' figures with it; results are kept after each. */
async function attempt(id: string, measure: () => Promise<void>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    process.exitCode = 1;
    console.error(`${id} failed:`, error);
  }
  keepResults(results(), options);
}
