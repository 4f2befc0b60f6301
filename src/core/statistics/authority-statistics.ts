import type { Verdict } from '../operations/verify-token.ts';
import type { UseTally } from '../use/uses.ts';

/** How a verification ended. */
type VerdictName = 'valid' | (Verdict & { readonly valid: false })['reason'];

/** What the authority has counted since it was opened: numbers only, read as often as one likes. */
export interface AuthorityStatistics {
  readonly verdicts: Readonly<Record<VerdictName, number>>;
  /** Look-ups of secrets and fingerprints: answered from memory, or not. */
  readonly cacheHits: number;
  readonly cacheMisses: number;
  /** Look-ups that asked the store. */
  readonly storeLookUps: number;
  /** Records in memory. */
  readonly cachedTokens: number;
  readonly uses: UseTally;
}

/** The counters behind the statistics; to count is one addition. */
export class AuthorityCounters {
  readonly verdicts: Record<VerdictName, number> = {
    valid: 0,
    unknown: 0,
    malformed: 0,
    expired: 0,
    revoked: 0,
    disabled: 0,
    deleted: 0,
    account_blocked: 0,
    ip_denied: 0,
    insufficient_scope: 0,
    wrong_resource: 0,
    wrong_kind: 0,
    rate_limited: 0,
  };
  cacheHits = 0;
  cacheMisses = 0;
  storeLookUps = 0;

  countVerdict(verdict: Verdict): void {
    this.verdicts[verdict.valid ? 'valid' : verdict.reason] += 1;
  }
}
