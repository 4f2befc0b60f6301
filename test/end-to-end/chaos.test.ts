import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { runChapter } from '../chaos/run-chapter.ts';

/** To do again what a run did: its seed; for as long as one likes: `npm run chaos`. */
const seed = Number(process.env.JETON_TEST_SEED ?? randomInt(2 ** 31));

it(`keeps its promises through faults of nodes, network, clocks and database (JETON_TEST_SEED=${seed})`, {
  timeout: 400_000,
}, async () => {
  const { violations, recorder } = await runChapter({ seed, seconds: 60 });
  expect(violations.slice(0, 10)).toEqual([]);
  const verdicts = recorder.operations.filter(({ verdict }) => verdict !== undefined);
  // A run in which hardly anything was answered would prove nothing.
  expect(verdicts.length).toBeGreaterThan(500);
  expect(verdicts.some(({ verdict }) => verdict === 'valid')).toBe(true);
  expect(recorder.counts.some(({ count }) => count > 0)).toBe(true);
});
