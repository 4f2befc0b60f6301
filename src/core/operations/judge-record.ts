import { addressAllowed } from '../access/allowed-ips.ts';
import { coversScope } from '../access/caller.ts';
import type { TokenRecord } from '../token/token.ts';
import { tokenStatus } from '../token/token-status.ts';

/** The checks of a verification, in the order in which they are made. */
export const verificationChecks = ['known', 'status', 'account', 'ip', 'scopes', 'resource', 'rate'] as const;
export type VerificationCheck = (typeof verificationChecks)[number];

/** Why a token is not good. */
export type RefusalReason =
  | 'unknown'
  | 'malformed'
  | 'expired'
  | 'revoked'
  | 'disabled'
  | 'deleted'
  | 'account_blocked'
  | 'ip_denied'
  | 'insufficient_scope'
  | 'wrong_resource'
  | 'rate_limited';

/** What a verification asks beyond "is it good now?". */
export interface Demands {
  readonly now: number;
  /** The address that presents the token; null when nobody knows it for certain. */
  readonly ip: string | null;
  /** Scopes that are all needed. */
  readonly scopes: readonly string[];
  /** The resource that the token must belong to. */
  readonly resource: { readonly id: number } | { readonly type: string; readonly path: string } | null;
}

/** The first check that a known token fails, the rate left aside, or null when it passes all. */
export function judgeRecord(
  record: TokenRecord,
  demands: Demands,
): { readonly check: VerificationCheck; readonly reason: RefusalReason } | null {
  const { token, account } = record;
  const status = tokenStatus(record, demands.now);
  if (status !== 'active') return { check: 'status', reason: status };
  if (account !== null && account.blockedAt !== null) return { check: 'account', reason: 'account_blocked' };
  if (!addressAllowed(token.allowedIps, demands.ip)) return { check: 'ip', reason: 'ip_denied' };
  if (!demands.scopes.every((scope) => coversScope(token.scopes, scope)))
    return { check: 'scopes', reason: 'insufficient_scope' };
  if (!belongsTo(record, demands.resource)) return { check: 'resource', reason: 'wrong_resource' };
  return null;
}

function belongsTo({ resource }: TokenRecord, wanted: Demands['resource']): boolean {
  if (wanted === null) return true;
  if (resource === null) return false;
  return 'id' in wanted
    ? resource.id === wanted.id
    : resource.type === wanted.type && resource.path === wanted.path;
}
