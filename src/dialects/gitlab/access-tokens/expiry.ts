import type { Authority } from '../../../core/authority.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import { badRequestError, GitlabError } from '../errors.ts';
import { gitlabTime } from '../mapping/gitlab-time.ts';

const DAY_MS = 86_400_000;
const ROTATED_LIFETIME_MS = 7 * DAY_MS;

/**
 * When a token expires that is made with this day, or with none: then on the last day that the installation allows, or
 * never where it does not require an expiry.
 */
export function newExpiry(authority: Authority, kind: KindName, wanted: number | undefined): number | null {
  const latest = authority.defaultExpiry(kind);
  return wanted === undefined ? latest : checked(wanted, latest);
}

/** When a token expires that takes the place of another: without a day in a week, or never where none is required. */
export function rotatedExpiry(
  authority: Authority,
  kind: KindName,
  wanted: number | undefined,
): number | null {
  const latest = authority.defaultExpiry(kind);
  if (wanted !== undefined) return checked(wanted, latest);
  const now = authority.clock.now();
  return latest === null ? null : now - (now % DAY_MS) + ROTATED_LIFETIME_MS;
}

function checked(wanted: number, latest: number | null): number {
  if (latest !== null && wanted > latest)
    throw new GitlabError(badRequestError(`Expires at must be before ${gitlabTime.dateOrNull(latest)}`));
  return wanted;
}
