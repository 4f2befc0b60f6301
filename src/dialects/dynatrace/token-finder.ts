import type { Authority } from '../../core/authority.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { HttpFault } from '../../http/http-fault.ts';
import { dynatraceKinds } from './authentication.ts';

/** How long Dynatrace keeps a token after its expiry. */
export const EXPIRED_VISIBLE_MS = 7 * 86_400_000;

/** Finds tokens that exist in the eyes of this dialect; refuses everything else as not found. */
export interface TokenFinder {
  bySecret(secret: string): Promise<TokenDetails>;
  byId(id: string): Promise<TokenDetails>;
  /** Deleting takes either, in the same place. */
  byIdOrSecret(text: string): Promise<TokenDetails>;
}

export function createTokenFinder(authority: Authority): TokenFinder {
  const visible = (details: TokenDetails | null) => visibleToken(details, authority.clock.now());
  const withSecret = async (secret: string) => {
    const identification = await authority.identify(secret);
    return visible(identification.class === 'issued' ? identification.details : null);
  };
  const withId = async (id: string) =>
    isId(id) ? visible(await authority.tokenByPublicId(dynatraceKinds, id)) : null;
  return {
    bySecret: async (secret) => found(await withSecret(secret)),
    byId: async (id) => found(await withId(id)),
    byIdOrSecret: async (text) => found((await withId(text)) ?? (await withSecret(text))),
  };
}

/** A prefix and a public part; an imported token of another shape shows a mask, which others may share. */
function isId(text: string): boolean {
  return /^dt0[a-z]\d\d\.[A-Z0-9]{24}$/.test(text);
}

function visibleToken(details: TokenDetails | null, now: number): TokenDetails | null {
  if (details === null) return null;
  const { kind, deletedAt, expiresAt } = details.token;
  const isVisible =
    dynatraceKinds.includes(kind) &&
    deletedAt === null &&
    (expiresAt === null || now - expiresAt <= EXPIRED_VISIBLE_MS);
  return isVisible ? details : null;
}

function found(details: TokenDetails | null): TokenDetails {
  if (details === null) throw new HttpFault('not_found', 'There is no such token.');
  return details;
}
