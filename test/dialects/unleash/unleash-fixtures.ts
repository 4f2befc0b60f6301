import { expect } from 'vitest';
import type { Attributes } from '../../../src/core/attributes.ts';
import type { AccountRole } from '../../../src/core/directory/account.ts';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import type { Answer, Sent, TestServer } from '../../support/start-server.ts';

/** A token with its secret in clear. */
export interface Known {
  readonly details: TokenDetails;
  readonly secret: string;
}

/** Issues a token as the operator; a client token unless the request says otherwise. */
export async function issue(server: TestServer, request: Partial<IssueRequest> = {}): Promise<Known> {
  const { details, secret } = await server.authority.issue(server.operator, {
    kind: 'unleash_client_token',
    name: 'unnamed',
    ...request,
  });
  return { details, secret: secret?.reveal() ?? '' };
}

/** The secret of a personal access token of a new account. */
export async function personalToken(
  server: TestServer,
  role: AccountRole,
  attributes: Attributes = {},
): Promise<string> {
  const username = `${role}-${Math.random().toString(36).slice(2)}`;
  await server.authority.createAccount(server.operator, { type: 'user', username, role, attributes });
  const { secret } = await issue(server, {
    kind: 'unleash_personal_access_token',
    name: 'personal',
    account: { username },
  });
  return secret;
}

/** Calls the admin API as whoever holds a secret; a path is appended to `/api/admin`. */
export function call(
  server: TestServer,
  authorization: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Sent['headers'] = {},
): Promise<Answer> {
  return server.send(`/api/admin${path}`, {
    method,
    body,
    headers: { ...(authorization !== null && { authorization }), ...headers },
  });
}

/** The path of a token by its secret. */
export function pathOf(secret: string): string {
  return `/api-tokens/${encodeURIComponent(secret)}`;
}

/** The record behind a secret. */
export async function recordOf(server: TestServer, secret: string): Promise<TokenDetails['token']> {
  const identified = await server.authority.identify(secret);
  if (identified.class !== 'issued') throw new Error(`not issued: ${identified.class}`);
  return identified.details.token;
}

/** The secret of a Viewer's personal access token with these permissions. */
export function permitted(server: TestServer, ...unleash_permissions: string[]): Promise<string> {
  return personalToken(server, 'viewer', { unleash_permissions });
}

export const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Asks for the tokens of a name. */
export function byName(
  server: TestServer,
  name: string,
  authorization: string | null,
  sent: Sent = {},
): Promise<Answer> {
  return server.send(`/api/admin/api-tokens/${encodeURIComponent(name)}`, {
    ...sent,
    headers: { ...(authorization !== null && { authorization }), ...sent.headers },
  });
}

/** The names of the tokens answered for a name, with their types. */
export async function typesByName(
  server: TestServer,
  name: string,
  authorization: string,
): Promise<readonly string[]> {
  const { json } = await byName(server, name, authorization);
  return json.tokens.map(({ type }: { readonly type: string }) => type).sort();
}
