import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import type { Answer, Sent, TestServer } from '../../support/start-server.ts';

/** A token with its secret in clear. */
export interface Known {
  readonly details: TokenDetails;
  readonly secret: string;
}

/** Issues a token as the operator; an API token unless the request says otherwise. */
export async function issue(server: TestServer, request: Partial<IssueRequest> = {}): Promise<Known> {
  const { details, secret } = await server.authority.issue(server.operator, {
    kind: 'dynatrace_api_token',
    name: 'unnamed',
    ...request,
  });
  return { details, secret: secret?.reveal() ?? '' };
}

/** Looks a secret up with a caller's token. */
export function lookUp(server: TestServer, token: unknown, caller: string, sent: Sent = {}): Promise<Answer> {
  return server.send('/api/v2/apiTokens/lookup', {
    method: 'POST',
    body: { token },
    ...sent,
    headers: { authorization: `Api-Token ${caller}`, ...sent.headers },
  });
}

/** The body of an error. */
export function envelope(code: number, message: unknown, ...violations: readonly object[]) {
  return { error: { code, message, ...(violations.length > 0 && { constraintViolations: violations }) } };
}
