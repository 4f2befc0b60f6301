import type { Static } from 'typebox';
import type { Presentation, Verdict } from '../../../core/operations/verify-token.ts';
import { invalidField } from '../invalid-field.ts';
import { fromResourceReference, fromTimestamp } from '../mapping.ts';
import { toTimestamp } from '../timestamp.ts';
import { toToken } from '../tokens/mapping.ts';
import type { questionSchema, verdictSchema } from './schemas.ts';

type Question = Static<typeof questionSchema>;

/** Reads a question; refuses a `min_as_of` that no answer can reach. `path` is where the question stands in the body. */
export function fromQuestion(question: Question, now: number, path = ''): Presentation {
  const { token, ip = null, scopes = [], resource, min_as_of } = question;
  // Every verdict sees each change acknowledged before it, so that only the future is too new.
  if (min_as_of !== undefined && fromTimestamp(min_as_of) > now)
    throw invalidField(`${path}min_as_of`, 'Must not be in the future.');
  return {
    secret: token,
    ip,
    scopes,
    ...(resource !== undefined && { resource: fromResourceReference(resource) }),
  };
}

export function toVerdict(verdict: Verdict, asOf: number): Static<typeof verdictSchema> {
  const passed = verdict.checks.map((check) => ({ check, passed: true }));
  const token = verdict.record === null ? {} : { token: toToken(verdict.record, asOf) };
  const as_of = toTimestamp(asOf);
  if (verdict.valid) return { valid: true, ...token, checks: passed, as_of };
  // Every kind is good at this door: `wrong_kind` is for doors that take some.
  const reason = verdict.reason === 'wrong_kind' ? 'unknown' : verdict.reason;
  const checks = [...passed, { check: verdict.failed, passed: false }];
  return { valid: false, reason, ...token, checks, as_of };
}
