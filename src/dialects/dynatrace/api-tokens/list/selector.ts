/** Which tokens a client asks for: every criterion narrows. */
export interface ApiTokenSelector {
  /** Exact usernames of owners. */
  readonly owners: readonly string[];
  /** Whether personal access tokens are meant, or the others. */
  readonly personal: readonly boolean[];
  /** Of each list, one scope is enough. */
  readonly scopes: readonly (readonly string[])[];
}

export const everyToken: ApiTokenSelector = { owners: [], personal: [], scopes: [] };

/** Most values in all criteria together. */
const VALUES_MAX = 256;

/**
 * Reads `owner("value")`, `personalAccessToken(true)` and `scope("one","other")`, separated by commas; null for anything
 * else. A value cannot hold a quote: no way to write one is documented.
 */
export function parseSelector(text: string): ApiTokenSelector | null {
  const criterion = new RegExp(criterionPattern, 'y');
  const selector = { owners: [] as string[], personal: [] as boolean[], scopes: [] as string[][] };
  let left = VALUES_MAX;
  for (;;) {
    const [, owner, scopes, personal, end] = criterion.exec(text) ?? [];
    if (end === undefined) return null;
    if (owner !== undefined) selector.owners.push(unquoted(owner));
    else if (scopes !== undefined) selector.scopes.push(valuesOf(scopes));
    else selector.personal.push(personal === 'true');
    left -= scopes === undefined ? 1 : (selector.scopes.at(-1)?.length ?? 0);
    if (left < 0) return null;
    if (end === '') return selector;
  }
}

const value = '"[^"]*"';
const values = `${value}(?:\\s*,\\s*${value})*`;
const criterionPattern = `\\s*(?:owner\\(\\s*(${value})\\s*\\)|scope\\(\\s*(${values})\\s*\\)|personalAccessToken\\(\\s*(true|false)\\s*\\))\\s*(,|$)`;

function valuesOf(quoted: string): string[] {
  return [...quoted.matchAll(new RegExp(value, 'g'))].map(([one]) => unquoted(one));
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1);
}
