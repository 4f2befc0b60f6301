import type { Caller } from '../access/caller.ts';
import type { NewAuditEvent } from '../audit/audit-event.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { RevokeToken } from '../store-changes.ts';
import type { TokenDetails } from '../token/token.ts';
import { awaitEverywhere } from './await-everywhere.ts';
import { replaceSecret } from './rotate-token.ts';

/** What became of a token that somebody asked to revoke. */
export type RevocationOutcome = 'revoked' | 'reset' | 'deleted' | 'already' | 'not_revocable';

const REASON_LENGTH_MAX = 255;

/**
 * Takes a token's power away in the way of its kind: revokes it, replaces its secret, or makes it a tombstone.
 * When this returns, no door accepts the old secret. Idempotent: what is revoked already is `already`.
 */
export async function revokeToken(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  reason: string | null = null,
): Promise<RevocationOutcome> {
  const kind = context.kinds.get(details.token.kind);
  const given = reason === null ? null : plainReason(reason);
  switch (kind.revocation) {
    case 'none':
      return 'not_revocable';
    case 'reset':
      return resetSecret(context, caller, details);
    case 'delete':
      return deleteToken(context, caller, details, given);
    case 'revoke':
      return markRevoked(context, caller, details, given);
  }
}

/**
 * Revokes every token that came from this one by rotation: whoever presents a rotated secret to rotate it again may
 * have stolen it, and its successors are then not to be trusted either. Answers how many it revoked.
 */
export async function revokeDescendants(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  reason: string,
): Promise<number> {
  if (details.token.replacedById === null) return 0;
  const { change, clock } = context;
  const { tokenIds } = await change.revokeDescendants(revocationOf(caller, details, reason, clock.now()));
  if (tokenIds.length === 0) await awaitEverywhere(context, { type: 'token', id: details.token.id });
  return tokenIds.length;
}

/** Revokes a token of whatever kind for good, without the successor that a reset would give it. */
export async function endToken(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  reason: string,
): Promise<void> {
  await markRevoked(context, caller, details, reason);
}

async function markRevoked(
  { change, clock }: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  reason: string | null,
): Promise<RevocationOutcome> {
  const { outcome } = await change.revokeToken(revocationOf(caller, details, reason, clock.now()));
  return known(outcome);
}

function revocationOf(
  caller: Caller,
  { token, account }: TokenDetails,
  reason: string | null,
  at: number,
): RevokeToken {
  const ownBot = token.kind === 'project_access_token' || token.kind === 'group_access_token';
  return {
    tokenId: token.id,
    at,
    reason,
    blockAccount: ownBot && account?.type === 'bot',
    audit: revocationAudit('token_revoked', caller, token, reason, at),
  };
}

async function deleteToken(
  { change, clock }: AuthorityContext,
  caller: Caller,
  { token }: TokenDetails,
  reason: string | null,
): Promise<RevocationOutcome> {
  const at = clock.now();
  const audit = revocationAudit('token_deleted', caller, token, reason, at);
  return known((await change.deleteToken({ tokenId: token.id, at, audit })).outcome);
}

async function resetSecret(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
): Promise<RevocationOutcome> {
  // One that is revoked already goes to the store as well: somebody else's revocation may not be over yet.
  const replaced = await replaceSecret(context, caller, details, { reason: 'reset', event: 'token_reset' });
  return replaced === null ? 'already' : 'reset';
}

function known<Outcome extends string>(outcome: Outcome | 'unknown'): Outcome {
  if (outcome === 'unknown') throw new AuthorityError('unknown_token', 'There is no such token.');
  return outcome;
}

function plainReason(reason: string): string {
  if (reason.length > REASON_LENGTH_MAX || /\p{Cc}/u.test(reason) || !reason.isWellFormed())
    throw new AuthorityError(
      'invalid_argument',
      'A reason has at most 255 characters, no control characters.',
      'reason',
    );
  return reason;
}

function revocationAudit(
  type: 'token_revoked' | 'token_deleted',
  { actor }: Caller,
  { id, kind, name, accountId, resourceId }: TokenDetails['token'],
  reason: string | null,
  at: number,
): NewAuditEvent {
  return { type, at, actor, tokenId: id, accountId, resourceId, details: { kind, name, reason } };
}
