import { expect } from 'vitest';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import type { Answer, Sent, TestServer } from '../../support/start-server.ts';

export const DAY_MS = 86_400_000;
export const NOT_FOUND = '{"error":{"code":404,"message":"HTTP 404 Not Found"}}';
export const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

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

/** The secret of a token that may do everything with tokens. */
export async function manager(server: TestServer, request: Partial<IssueRequest> = {}): Promise<string> {
  return (await issue(server, { scopes: ['apiTokens.read', 'apiTokens.write'], ...request })).secret;
}

/** Calls under `/api/v2/apiTokens` with a token. */
export function call(
  server: TestServer,
  caller: string,
  method: string,
  path = '',
  sent: Sent = {},
): Promise<Answer> {
  return server.send(`/api/v2/apiTokens${path}`, {
    ...sent,
    method,
    headers: { authorization: `Api-Token ${caller}`, ...sent.headers },
  });
}

/** Calls version 1, under `/e/{environmentId}/api/v1/tokens`, with a token. */
export function callV1(
  server: TestServer,
  caller: string,
  method: string,
  path = '',
  sent: Sent = {},
): Promise<Answer> {
  return server.send(`/e/0a1b-2c/api/v1/tokens${path}`, {
    ...sent,
    method,
    headers: { authorization: `Api-Token ${caller}`, ...sent.headers },
  });
}

/** Looks a secret up with a caller's token. */
export function lookUp(server: TestServer, token: unknown, caller: string, sent: Sent = {}): Promise<Answer> {
  return call(server, caller, sent.method ?? 'POST', '/lookup', { body: { token }, ...sent });
}

/** The body of an error. */
export function envelope(code: number, message: unknown, ...violations: readonly object[]) {
  return { error: { code, message, ...(violations.length > 0 && { constraintViolations: violations }) } };
}

/** The body of a refusal that names what is wrong, each by its place and its name. */
export function violated(...places: readonly (readonly [location: string, path: string])[]) {
  const violations = places.map(([parameterLocation, path]) => ({
    path,
    message: expect.any(String),
    parameterLocation,
    location: null,
  }));
  return envelope(400, 'Constraints violated.', ...violations);
}
