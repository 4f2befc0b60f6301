import { isIP } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
const NOWHERE = 'unknown';

/** Counts failed authentications for each client address, so that guessing is slow. */
export interface FailedAuthentications {
  /** Seconds that an address must wait before it may guess again; null while it may. */
  blockedForSeconds(address: string | null): Promise<number | null>;
  /** Whether an address has failed lately, so that it may have to wait. */
  mayBlock(address: string | null): boolean;
  /** Counts one failure. */
  note(address: string | null): Promise<void>;
}

/** At most `perMinute` failures an address (an IPv6 network of 64 bits counts as one); 0 is no limit. */
export function limitFailedAuthentications(perMinute: number): FailedAuthentications {
  if (perMinute === 0)
    return { blockedForSeconds: async () => null, mayBlock: () => false, note: async () => undefined };
  const failedUntil = new Map<string, number>();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  return {
    async blockedForSeconds(address) {
      const state = await limiter.get(networkOf(address));
      if (state === null || state.consumedPoints < perMinute) return null;
      return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
    },
    mayBlock(address) {
      if (failedUntil.size === 0) return false;
      const until = failedUntil.get(networkOf(address));
      return until !== undefined && performance.now() < until;
    },
    async note(address) {
      const network = networkOf(address);
      failedUntil.delete(network);
      failedUntil.set(network, performance.now() + WINDOW_SECONDS * 1000);
      forgetOld(failedUntil);
      await limiter.penalty(network);
    },
  };
}

/** In the order of their last failure. */
function forgetOld(failedUntil: Map<string, number>): void {
  const now = performance.now();
  for (const [network, until] of failedUntil) {
    if (until > now) return;
    failedUntil.delete(network);
  }
}

// One subscriber commonly holds a whole /64: limiting single IPv6 addresses would limit nobody.
function networkOf(address: string | null): string {
  if (address === null || isIP(address) !== 6) return address ?? NOWHERE;
  const hostname = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = hostname.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].slice(0, 4).join(':');
}
