import type { RateState } from '../../core/use/rate-window.ts';

const MINUTE_SECONDS = 60;

/** How far a caller is through its token's limit, in the headers that GitLab and its clients use (gitlab.md 1.4). */
export function rateHeaders({ limits, observed, resetAt }: RateState): Readonly<Record<string, string>> {
  return {
    // GitLab tells the limit of a minute, rounded up, whatever the window is.
    'ratelimit-limit': String(Math.ceil((limits.requests * MINUTE_SECONDS) / limits.perSeconds)),
    'ratelimit-name': 'throttle_authenticated_api',
    'ratelimit-observed': String(observed),
    'ratelimit-remaining': String(Math.max(0, limits.requests - observed)),
    'ratelimit-reset': String(Math.ceil(resetAt / 1000)),
    'ratelimit-resettime': new Date(Math.ceil(resetAt / 1000) * 1000).toUTCString(),
  };
}
