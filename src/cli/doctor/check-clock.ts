import { type Finding, fail, pass } from './finding.ts';

/** Before this program was written: a machine that says so has lost its clock. */
const EARLIEST = Date.parse('2026-01-01T00:00:00Z');

/** The machine's clock, against the newest event on record where there is one. */
export function checkClock(newestEventAt: number | null): Finding {
  const now = Date.now();
  const found = new Date(now).toISOString();
  if (now < EARLIEST) return fail('clock', `it says ${found}`, 'set the clock: tokens expire by it');
  if (newestEventAt !== null && newestEventAt > now)
    return fail(
      'clock',
      `it says ${found}, and the newest event on record is of ${new Date(newestEventAt).toISOString()}`,
      'set the clock: it went back, and tokens expire by it',
    );
  return pass('clock', found);
}
