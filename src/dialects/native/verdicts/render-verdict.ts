import { type VerificationCheck, verificationChecks } from '../../../core/operations/judge-record.ts';
import type { Verdict } from '../../../core/operations/verify-token.ts';
import { renderToken } from '../tokens/render-token.ts';

/** A verdict as JSON, the same as `toVerdict` gives, at a fraction of its cost. */
export function renderVerdict(verdict: Verdict, now: number): string {
  const token = verdict.record === null ? '' : `"token":${renderToken(verdict.record, now)},`;
  if (verdict.valid) return `{"valid":true,${token}"checks":${allPassed},"as_of":${verdict.asOf}}`;
  const reason = verdict.reason === 'wrong_kind' ? 'unknown' : verdict.reason;
  return `{"valid":false,"reason":"${reason}",${token}"checks":${failedAt[verdict.failed]},"as_of":${verdict.asOf}}`;
}

const passed = verificationChecks.map((check) => ({ check, passed: true }));
const allPassed = JSON.stringify(passed);
const failedAt = Object.fromEntries(
  verificationChecks.map((check, index) => [
    check,
    JSON.stringify([...passed.slice(0, index), { check, passed: false }]),
  ]),
) as Record<VerificationCheck, string>;
