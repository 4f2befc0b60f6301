import type { AddressUse } from '../token/token.ts';

/** How many addresses of use are kept of a token. */
export const ADDRESSES_MAX = 5;

/** The most recent distinct addresses of both, newest first; whatever was left out on the way is left out of this too. */
export function latestAddresses(
  one: readonly AddressUse[],
  other: readonly AddressUse[],
): readonly AddressUse[] {
  const latest = new Map<string, number>();
  for (const { ip, at } of [...one, ...other]) latest.set(ip, Math.max(at, latest.get(ip) ?? at));
  return [...latest]
    .map(([ip, at]) => ({ ip, at }))
    .sort((a, b) => b.at - a.at || (a.ip < b.ip ? 1 : -1))
    .slice(0, ADDRESSES_MAX);
}
