import { expect, it } from 'vitest';
import { runSchedule } from '../../support/simulation/schedule.ts';
import { schedulesPerRule } from '../../support/simulation/schedules-per-rule.ts';

/** Most rules are missed within a hundred schedules. */
const SEEDS_MAX = 1_500;

it.each(Object.entries(schedulesPerRule))(
  'without the rule %s a promise is broken',
  async (rule, options) => {
    let violation: string | null = null;
    for (let seed = 1; seed <= SEEDS_MAX && violation === null; seed += 1)
      ({ violation } = await runSchedule(seed, { ...options, rules: { [rule]: false } }));
    expect(violation).not.toBeNull();
  },
);
