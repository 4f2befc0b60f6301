import type { Actor } from '../audit/audit-event.ts';
import type { Account, AccountRole } from '../directory/account.ts';
import type { Kind } from '../kinds/kind.ts';
import type { TokenRecord } from '../token/token.ts';

/** The scope that grants everything the account's role allows; only native tokens may carry it. */
export const EVERY_SCOPE = '*';

/** Whoever asks the authority for something, with what it may use its power for. */
export interface Caller {
  readonly actor: Actor;
  /** Null for the operator at the machine, who needs no account. */
  readonly account: Account | null;
  /** The token presented; null for the operator. */
  readonly record: TokenRecord | null;
  readonly role: AccountRole;
  readonly scopes: readonly string[];
}

/** The caller behind a valid token. */
export function tokenCaller(record: TokenRecord, origin: Pick<Actor, 'via' | 'ip' | 'requestId'>): Caller {
  const { token, account } = record;
  return {
    actor: { ...origin, accountId: token.accountId, tokenId: token.id },
    account,
    record,
    // A token without an account (Unleash's admin tokens) has no role but what its own scopes grant.
    role: account?.role ?? 'viewer',
    scopes: token.scopes,
  };
}

/** The operator: whoever can read the data directory is root. */
export function operatorCaller(origin: Pick<Actor, 'via' | 'requestId'>, root: Account | null): Caller {
  return {
    actor: { ...origin, accountId: root?.id ?? null, tokenId: null, ip: null },
    account: root,
    record: null,
    role: 'admin',
    scopes: [EVERY_SCOPE],
  };
}

/** Whether scopes that were granted cover one that is needed. */
export function coversScope(granted: readonly string[], needed: string): boolean {
  return granted.includes(needed) || granted.includes(EVERY_SCOPE);
}

/**
 * The scopes that a caller may not grant to a token of a kind: everything it lacks, unless it is an administrator
 * holding `*`. It also holds what its kind says that its scopes imply.
 */
export function scopesBeyond(
  caller: Caller,
  wanted: readonly string[],
  { impliedScopes = {} }: Pick<Kind, 'impliedScopes'> = {},
): readonly string[] {
  if (caller.scopes.includes(EVERY_SCOPE) && caller.role === 'admin') return [];
  const held = caller.scopes.flatMap((scope) => [scope, ...(impliedScopes[scope] ?? [])]);
  return wanted.filter((scope) =>
    scope === EVERY_SCOPE ? !held.includes(EVERY_SCOPE) : !coversScope(held, scope),
  );
}
