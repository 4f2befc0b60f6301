import { CliError } from './cli-error.ts';

/** Options of `jeton token issue`. */
export interface TokenRequestOptions {
  readonly kind: string;
  readonly name: string;
  readonly description?: string;
  readonly account?: string;
  readonly resource?: string;
  readonly scope?: readonly string[];
  readonly expiresAt?: string;
  readonly allowIp?: readonly string[];
  readonly attribute?: readonly string[];
}

/** The body of `POST /tokens` that options mean. */
export function tokenRequestOf(options: TokenRequestOptions): object {
  const { kind, name, description, account, resource, scope, expiresAt, allowIp, attribute } = options;
  return {
    kind,
    name,
    ...(description !== undefined && { description }),
    ...(account !== undefined && { account: { username: account } }),
    ...(resource !== undefined && { resource: resourceReference(resource) }),
    ...(scope !== undefined && { scopes: scope }),
    ...(expiresAt !== undefined && { expires_at: expiryTime(expiresAt) }),
    ...(allowIp !== undefined && { allowed_ips: allowIp }),
    ...(attribute !== undefined && { attributes: attributesOf(attribute) }),
  };
}

/** A time as the API takes it: a date means its first moment in UTC, `never` no expiry. */
export function expiryTime(text: string): string | null {
  if (text === 'never') return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
}

/** A resource written `TYPE:PATH`. */
function resourceReference(text: string): { readonly type: string; readonly path: string } {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1)
    throw new CliError('--resource must be TYPE:PATH, for example project:acme/shop', 2);
  return { type: text.slice(0, colon), path: text.slice(colon + 1) };
}

/** Attributes written `KEY=TEXT` or `KEY:=JSON`. */
export function attributesOf(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pairs.map(attributeOf));
}

function attributeOf(pair: string): [string, unknown] {
  const sign = pair.indexOf('=');
  if (sign < 1 || pair.startsWith(':='))
    throw new CliError('--attribute must be KEY=TEXT or KEY:=JSON, for example projects:=["default"]', 2);
  const text = pair.slice(sign + 1);
  if (pair[sign - 1] !== ':') return [pair.slice(0, sign), text];
  try {
    return [pair.slice(0, sign - 1), JSON.parse(text)];
  } catch {
    throw new CliError(`--attribute ${pair.slice(0, sign - 1)} is not valid JSON after :=`, 2);
  }
}
