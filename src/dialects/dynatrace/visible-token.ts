import type { Identification } from '../../core/operations/identify-token.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { dynatraceKinds } from './authentication.ts';

// Dynatrace deletes a token so long after its expiry.
const EXPIRED_VISIBLE_MS = 7 * 86_400_000;

/** The token identified, if it exists in the eyes of this dialect; null for everything else. */
export function visibleToken(identification: Identification, now: number): TokenDetails | null {
  if (identification.class !== 'issued') return null;
  const { kind, deletedAt, expiresAt } = identification.details.token;
  const isVisible =
    dynatraceKinds.includes(kind) &&
    deletedAt === null &&
    (expiresAt === null || now - expiresAt <= EXPIRED_VISIBLE_MS);
  return isVisible ? identification.details : null;
}
