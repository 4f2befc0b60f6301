import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ProtocolRules, soundRules } from '../../src/core/nodes/protocol-rules.ts';
import { type Chapter, runChapter } from './run-chapter.ts';

const usage = 'npm run chaos -- [--minutes N] [--seed S] [--mutant RULE]';
const CHAPTER_SECONDS = 90;

/** Runs chapter after chapter until the time is over or a promise is broken, each with a seed that is told. */
const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, mutant: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 2);
const firstSeed = Number(values.seed ?? randomInt(2 ** 31));
const off = values.mutant === undefined ? [] : [values.mutant as keyof ProtocolRules];
if (!(minutes > 0) || !Number.isInteger(firstSeed) || off.some((rule) => !(rule in soundRules))) {
  console.error(`${usage}\nRules: ${Object.keys(soundRules).join(', ')}`);
  process.exit(2);
}
const until = performance.now() + minutes * 60_000;
for (let seed = firstSeed; performance.now() < until; seed += 1) {
  const seconds = Math.min(CHAPTER_SECONDS, Math.max(10, (until - performance.now()) / 1_000));
  console.log(`seed ${seed}: ${Math.round(seconds)} s`);
  const chapter = await runChapter({ seed, seconds, off, say: (line) => console.log(`  ${line}`) });
  report(seed, chapter);
}
process.exit(0);

function report(seed: number, { violations, recorder, output }: Chapter): void {
  const { operations } = recorder;
  const answered = operations.filter(({ status }) => status !== null && status < 500).length;
  console.log(
    `  ${operations.length} operations, ${answered} of them answered; ${violations.length} violations`,
  );
  if (violations.length === 0) return;
  for (const { promise, what, operation } of violations.slice(0, 20))
    console.error(`${promise}: ${what} ${JSON.stringify(operation ?? '')}`);
  const file = `chaos-${seed}.ndjson`;
  writeFileSync(file, recorder.toNdjson());
  writeFileSync(`chaos-${seed}.log`, output);
  console.error(`The history is in ${file}; --seed ${seed} runs the same operations and faults again.`);
  process.exit(1);
}
