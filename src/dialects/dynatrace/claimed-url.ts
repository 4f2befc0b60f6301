import type { IncomingHttpHeaders } from 'node:http';

/** Where version 1 is for clients of a Managed installation; whose environment it is makes no difference. */
const MANAGED = '/e/-';

/**
 * Where version 1 answers a request under `/api/v1/tokens`, a path of the native API: only requests that authenticate as
 * Dynatrace's clients do, with the scheme `Api-Token` or the parameter `api-token`, are meant for it.
 */
export function claimedUrl(url: string, { authorization = '' }: IncomingHttpHeaders): string | null {
  const [path = '', query = ''] = url.split('?', 2);
  if (!/^\/api\/v1\/tokens(?:\/|$)/.test(path)) return null;
  const isClaimed =
    /^Api-Token(?:[ \t]|$)/i.test(authorization) || new URLSearchParams(query).has('api-token');
  return isClaimed ? MANAGED + url : null;
}
