import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import type { TokenFilter } from '../store.ts';
import { awaitEverywhere } from './await-everywhere.ts';
import { forEachLiveToken } from './live-tokens.ts';
import { type RevocationOutcome, revokeToken } from './revoke-token.ts';

/** How many tokens met with each outcome. */
export type RevocationCounts = Readonly<Record<RevocationOutcome, number>>;

/**
 * Revokes every live token of an account or a resource, each in the way of its kind and with its own event; over when it
 * returns, for every token that there was when it was called.
 */
export async function revokeAllTokens(
  context: AuthorityContext,
  caller: Caller,
  owner: Pick<TokenFilter, 'accountId' | 'resourceId'>,
  reason: string | null = null,
): Promise<RevocationCounts> {
  const counts = { revoked: 0, reset: 0, deleted: 0, already: 0, not_revocable: 0 };
  await forEachLiveToken(context, owner, async (details) => {
    counts[await revokeToken(context, caller, details, reason)] += 1;
  });
  // Of what was not live any more, another caller's revocation may still be on its way.
  const { accountId, resourceId } = owner;
  const id = accountId ?? resourceId;
  if (id !== undefined)
    await awaitEverywhere(context, { type: accountId === undefined ? 'resource' : 'account', id });
  return counts;
}
