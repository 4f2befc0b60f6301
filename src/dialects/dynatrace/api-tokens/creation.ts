import type { Static } from '@fastify/type-provider-typebox';
import type { Issued, IssueRequest } from '../../../core/operations/issue-token.ts';
import { invalidRequest } from '../invalid-request.ts';
import { toTime } from '../mapping.ts';
import { parseTimeInput } from '../time-input.ts';
import type { apiTokenCalls, NewApiToken } from './schemas.ts';

/** The token to issue; `apiTokens.write` grants any scope, and the owner is the caller's. */
export function toIssueRequest(body: Static<typeof NewApiToken>, now: number): IssueRequest {
  const { name, scopes, expirationDate, personalAccessToken = false } = body;
  return {
    kind: personalAccessToken ? 'dynatrace_personal_access_token' : 'dynatrace_api_token',
    name,
    scopes,
    expiresAt: expirationDate === undefined ? null : futureTime(expirationDate, now),
    grants: 'dialect',
  };
}

function futureTime(text: string, now: number): number {
  const time = parseTimeInput(text, now);
  if (time !== null && time > now) return time;
  const message = time === null ? 'must be a time' : 'must not be in the past';
  throw invalidRequest({ location: 'body', field: 'expirationDate', message });
}

/** The one answer that shows the secret. */
export function toCreatedApiToken({
  details: { token },
  secret,
}: Issued): Static<(typeof apiTokenCalls.create.response)[201]> {
  return {
    id: token.publicId,
    token: secret?.reveal() ?? '',
    ...(token.expiresAt !== null && { expirationDate: toTime(token.expiresAt) }),
  };
}
