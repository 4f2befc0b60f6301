import type { Static } from '@fastify/type-provider-typebox';
import type { IssueRequest } from '../../../core/operations/issue-token.ts';
import { invalidRequest } from '../invalid-request.ts';
import { type NewToken, timeUnits } from './schemas.ts';

/** The token to issue; the scope that lets one call grants any scope, and the owner is the caller's. */
export function toIssueRequest(
  { name, scopes, expiresIn }: Static<typeof NewToken>,
  now: number,
): IssueRequest {
  const expiresAt =
    expiresIn === undefined ? null : now + expiresIn.value * timeUnits[expiresIn.unit ?? 'MILLIS'];
  if (expiresAt !== null && expiresAt >= Date.UTC(10_000, 0))
    throw invalidRequest({
      location: 'body',
      field: 'expiresIn.value',
      message: 'must end before the year 10000',
    });
  return { kind: 'dynatrace_api_token', name, scopes, expiresAt, grants: 'dialect' };
}
