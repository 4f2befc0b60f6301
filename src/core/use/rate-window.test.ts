import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RateWindow } from './rate-window.ts';

it('admits exactly as many uses in a window as the limit says, whenever they come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(2000), { maxLength: 60 }),
      (requests, perSeconds, steps) => {
        const windows = new RateWindow();
        const admitted = new Map<number, number>();
        let now = 1_000_000;
        for (const step of steps) {
          now += step;
          const window = Math.floor(now / (perSeconds * 1000));
          const before = admitted.get(window) ?? 0;
          const answer = windows.admit(1, { requests, perSeconds }, now);
          expect(answer.admitted).toBe(before < requests);
          if (answer.admitted) admitted.set(window, before + 1);
          else
            expect(Math.floor((now + answer.retryAfterSeconds * 1000) / (perSeconds * 1000))).toBeGreaterThan(
              window,
            );
        }
      },
    ),
  );
});
