import type { AddressUse, TokenUse } from '../token/token.ts';

const NOTED_EVERY_MS = 600_000;
const MINUTE_MS = 60_000;

/** One use of a token now, as it adds to the uses known so far. */
export function useNow(known: TokenUse, now: number, ip: string | null): TokenUse {
  const isSeen = known.notedAt !== null && now - known.notedAt < NOTED_EVERY_MS;
  return { count: 1, lastUsedAt: now, lastUsedIp: ip, notedAt: isSeen ? known.notedAt : now };
}

/**
 * What a use adds to the addresses of a token: nothing while the same address goes on within a minute, so that a token
 * in steady use costs its addresses one write a minute.
 */
export function addressNow(known: TokenUse, now: number, ip: string | null): readonly AddressUse[] {
  if (ip === null) return [];
  const sameMinute = Math.floor((known.lastUsedAt ?? 0) / MINUTE_MS) === Math.floor(now / MINUTE_MS);
  return ip === known.lastUsedIp && sameMinute ? [] : [{ ip, at: now }];
}
