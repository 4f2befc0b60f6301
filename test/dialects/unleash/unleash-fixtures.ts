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
