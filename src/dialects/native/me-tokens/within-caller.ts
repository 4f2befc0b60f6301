import { rangesWithin } from '../../../core/access/allowed-ips.ts';
import { type Caller, coversScope, scopesBeyond } from '../../../core/access/caller.ts';
import type { Token } from '../../../core/token/token.ts';
import { invalidField } from '../invalid-field.ts';

type Reach = Pick<Token, 'scopes' | 'allowedIps' | 'expiresAt'>;

/**
 * Refuses a token that reaches further than the one that makes or changes it, so that whoever found a token cannot
 * outlive its revocation or expiry. A caller with `tokens:write` is bound by its scopes only.
 */
export function requireWithinCaller(caller: Caller, { scopes, allowedIps, expiresAt }: Reach): void {
  if (scopesBeyond(caller, scopes).length > 0)
    throw invalidField('scopes', 'Must stay within the scopes of the calling token.');
  const bounds = boundsOf(caller);
  if (bounds === null) return;
  if (!rangesWithin(allowedIps, bounds.allowedIps))
    throw invalidField('allowed_ips', 'Must stay within the allowed IPs of the calling token.');
  if (bounds.expiresAt !== null && (expiresAt === null || expiresAt > bounds.expiresAt))
    throw invalidField('expires_at', 'Must not be later than the expiry of the calling token.');
}

/** The token whose addresses and expiry bind the caller; null when only its scopes do. */
export function boundsOf({ record, scopes }: Caller): Pick<Token, 'allowedIps' | 'expiresAt'> | null {
  return record === null || coversScope(scopes, 'tokens:write') ? null : record.token;
}
