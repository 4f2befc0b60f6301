import type { Static } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Presentation, Verdict } from '../../../core/operations/verify-token.ts';
import { invalidField } from '../invalid-field.ts';
import { fromResourceReference } from '../mapping.ts';
import { toToken } from '../tokens/mapping.ts';
import type { questionSchema, verdictSchema } from './schemas.ts';

type Question = Static<typeof questionSchema>;

export function fromQuestion(question: Question): Presentation {
  const { token, ip = null, scopes = [], resource } = question;
  return {
    secret: token,
    ip,
    scopes,
    ...(resource !== undefined && { resource: fromResourceReference(resource) }),
  };
}

/** Refuses a `min_as_of` that no change has reached; `path` is where the question stands in the body. */
export async function reach(authority: Authority, { min_as_of }: Question, path = ''): Promise<void> {
  if (min_as_of === undefined) return;
  await authority.reach(min_as_of).catch((error: unknown) => {
    if (!(error instanceof AuthorityError) || error.code !== 'invalid_argument') throw error;
    throw invalidField(`${path}min_as_of`, error.message);
  });
}

export function toVerdict(verdict: Verdict, now: number): Static<typeof verdictSchema> {
  const passed = verdict.checks.map((check) => ({ check, passed: true }));
  const token = verdict.record === null ? {} : { token: toToken(verdict.record, now) };
  const as_of = verdict.asOf;
  if (verdict.valid) return { valid: true, ...token, checks: passed, as_of };
  // Every kind is good at this door: `wrong_kind` is for doors that take some.
  const reason = verdict.reason === 'wrong_kind' ? 'unknown' : verdict.reason;
  const checks = [...passed, { check: verdict.failed, passed: false }];
  return { valid: false, reason, ...token, checks, as_of };
}
