import { CliError } from '../cli-error.ts';
import { createHttpApi } from '../http-api.ts';
import type { ImportedToken, Unreadable } from './imported-token.ts';

interface UnleashToken {
  readonly secret?: string;
  readonly tokenName?: string;
  readonly username?: string;
  readonly type?: string;
  readonly environment?: string | null;
  readonly projects?: readonly string[];
  readonly project?: string;
  readonly expiresAt?: string | null;
}

const types = ['admin', 'client', 'backend', 'frontend'] as const;

/** Asks a running Unleash for its API tokens, as one of its administrators. */
export async function* readUnleash(
  address: string,
  token: string,
): AsyncGenerator<ImportedToken | Unreadable, void, void> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new CliError('where is Unleash? Give its URL, for example https://unleash.example.com', 2);
  const api = createHttpApi({ url, token, scheme: '' });
  const { status, json } = await api.request('GET', '/api/admin/api-tokens').finally(() => api.close());
  if (status === 401 || status === 403)
    throw new CliError(
      `Unleash refuses the token in JETON_IMPORT_TOKEN (${status}): it must be an administrator's`,
    );
  const tokens = (json as { readonly tokens?: unknown } | undefined)?.tokens;
  if (status !== 200 || !Array.isArray(tokens))
    throw new CliError(`${url.origin} answered ${status} in words that are not Unleash's`);
  for (const [index, one] of (tokens as readonly UnleashToken[]).entries())
    yield toToken(one, `token ${index + 1}`);
}

function toToken(given: UnleashToken, at: string): ImportedToken | Unreadable {
  const { secret, tokenName, username, environment, projects, project = '*', expiresAt } = given;
  const type = types.find((one) => one === given.type);
  if (type === undefined) return { at, why: 'it is of no type that Jeton knows' };
  if (typeof secret !== 'string' || /\*{4}|…/.test(secret))
    return { at, why: 'Unleash does not show its secret: this takes a token that may read secrets' };
  const reached = projects ?? project.split(',');
  const attributes = {
    ...(!reached.includes('*') && { projects: reached }),
    ...(environment && environment !== '*' && { environment }),
  };
  return {
    at,
    kind: `unleash_${type}_token`,
    name: tokenName ?? username ?? at,
    account: null,
    expiresAt: expiresAt ? Date.parse(expiresAt) : null,
    attributes: type === 'admin' ? {} : attributes,
    secret,
  };
}
