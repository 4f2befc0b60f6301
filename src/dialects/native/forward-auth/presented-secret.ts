const SOURCES = ['authorization', 'private-token', 'x-api-key'] as const;

/**
 * The token to be judged: the first of `Authorization` (after `Bearer` or `Api-Token`, or as it stands),
 * `PRIVATE-TOKEN` and `X-Api-Key` that is not empty; null when there is none. The first decides, good or bad. One that
 * is sent twice is no token: the gateway's API may read the other one.
 */
export function presentedSecret(headers: NodeJS.Dict<readonly string[]>): string | null {
  for (const source of SOURCES) {
    const values = headers[source] ?? [];
    const [value = ''] = values;
    if (values.length > 1) return '';
    if (value === '') continue;
    return source === 'authorization' ? value.replace(/^(?:Bearer|Api-Token)[ \t]+/i, '') : value;
  }
  return null;
}
