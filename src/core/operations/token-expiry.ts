import type { AuthoritySettings } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Kind } from '../kinds/kind.ts';
import type { KindName } from '../kinds/kind-name.ts';

const DAY_MS = 86_400_000;
/** Longest lifetime that GitLab gives its personal access token family, in days (gitlab.md 3.12). */
const GITLAB_LIFETIME_DAYS_MAX = 365;
const YEAR_10000 = 253_402_300_800_000;

const gitlabDateKinds: readonly KindName[] = [
  'personal_access_token',
  'impersonation_token',
  'project_access_token',
  'group_access_token',
];

/**
 * When a token expires that was asked for with `wanted`: a time, null for never, undefined for the kind's default.
 * Native tokens obey the installation's lifetimes; GitLab's personal access token family expires at 00:00 UTC of a day.
 */
export function expiryOf(
  kind: Kind,
  wanted: number | null | undefined,
  now: number,
  settings: AuthoritySettings,
): number | null {
  if (
    wanted !== null &&
    wanted !== undefined &&
    !(Number.isSafeInteger(wanted) && wanted >= 0 && wanted < YEAR_10000)
  )
    throw new AuthorityError('invalid_argument', 'Must be a time before the year 10000.', 'expires_at');
  if (gitlabDateKinds.includes(kind.name)) return gitlabExpiry(wanted, now, settings);
  return kind.defaultLifetime ? nativeExpiry(wanted, now, settings) : (wanted ?? null);
}

function nativeExpiry(
  wanted: number | null | undefined,
  now: number,
  { defaultLifetimeDays, maxLifetimeDays }: AuthoritySettings,
): number | null {
  const latest = maxLifetimeDays === null ? null : now + maxLifetimeDays * DAY_MS;
  if (wanted === undefined) {
    if (defaultLifetimeDays === null) return latest;
    const usual = now + defaultLifetimeDays * DAY_MS;
    return latest === null ? usual : Math.min(usual, latest);
  }
  if (latest !== null && (wanted === null || wanted > latest))
    throw new AuthorityError(
      'expiry_not_allowed',
      `Must expire within ${maxLifetimeDays} days.`,
      'expires_at',
    );
  return wanted;
}

function gitlabExpiry(
  wanted: number | null | undefined,
  now: number,
  { gitlabRequireExpiry }: AuthoritySettings,
): number | null {
  if (wanted !== undefined) return wanted === null ? null : startOfDay(wanted);
  return gitlabRequireExpiry ? startOfDay(now) + GITLAB_LIFETIME_DAYS_MAX * DAY_MS : null;
}

function startOfDay(time: number): number {
  return time - (time % DAY_MS);
}
