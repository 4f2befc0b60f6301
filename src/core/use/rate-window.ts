import type { TokenLimits } from '../token/token.ts';

const WINDOWS_MAX = 100_000;

interface Window {
  readonly startedAt: number;
  count: number;
}

/** How far a token is through its limit in the present window. */
export interface RateState {
  readonly limits: TokenLimits;
  /** Uses admitted in the window so far. */
  readonly observed: number;
  /** When the next window begins, Unix milliseconds. */
  readonly resetAt: number;
}

/** Whether a use is admitted; else how many seconds to wait for the next window. */
export type Admission =
  | { readonly admitted: true; readonly rate: RateState }
  | { readonly admitted: false; readonly rate: RateState; readonly retryAfterSeconds: number };

/** Counts admissions of each token in fixed windows; exact within this process, bounded in memory. */
export class RateWindow {
  readonly #windows = new Map<number, Window>();

  /** Admits a use, or answers how many seconds to wait for the next window. */
  admit(tokenId: number, limits: TokenLimits, now: number): Admission {
    const length = limits.perSeconds * 1000;
    const startedAt = now - (now % length);
    const resetAt = startedAt + length;
    const window = this.#windows.get(tokenId);
    if (window === undefined || window.startedAt !== startedAt) {
      this.#start(tokenId, { startedAt, count: 1 });
      return { admitted: true, rate: { limits, observed: 1, resetAt } };
    }
    const admitted = window.count < limits.requests;
    if (admitted) window.count += 1;
    const rate = { limits, observed: window.count, resetAt };
    if (admitted) return { admitted, rate };
    return { admitted, rate, retryAfterSeconds: Math.max(1, Math.ceil((resetAt - now) / 1000)) };
  }

  #start(tokenId: number, window: Window): void {
    this.#windows.delete(tokenId);
    this.#windows.set(tokenId, window);
    if (this.#windows.size > WINDOWS_MAX) {
      const oldest = this.#windows.keys().next();
      if (!oldest.done) this.#windows.delete(oldest.value);
    }
  }
}
