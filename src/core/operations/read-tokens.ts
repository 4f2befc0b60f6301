import type { AuthorityContext } from '../authority-context.ts';
import type { KindName } from '../kinds/kind-name.ts';
import type { TokenFilter, TokenQuery } from '../store.ts';
import type { TokenDetails } from '../token/token.ts';
import { readWithUses } from './read-with-uses.ts';

/** One token with its use up to this moment, in whatever state; null when there is none. */
export function readToken(context: AuthorityContext, id: number): Promise<TokenDetails | null> {
  return readWithUses(context, async () => {
    const details = await context.store.findToken(id);
    return details === null ? [] : [details];
  }).then(([details]) => details ?? null);
}

/** One token by the part that may be shown. */
export function readTokenByPublicId(
  context: AuthorityContext,
  kinds: readonly KindName[],
  publicId: string,
): Promise<TokenDetails | null> {
  return readWithUses(context, async () => {
    const details = await context.store.findTokenByPublicId(kinds, publicId);
    return details === null ? [] : [details];
  }).then(([details]) => details ?? null);
}

/** A page of tokens with their use up to this moment. */
export async function listTokens(
  context: AuthorityContext,
  query: TokenQuery,
): Promise<readonly TokenDetails[]> {
  // An order by use needs every use in the store, not only those of the page.
  const decidedByUse =
    query.order.by === 'lastUsedAt' ||
    query.order.by === 'selfService' ||
    query.lastUsedAfter !== undefined ||
    query.lastUsedBefore !== undefined;
  if (decidedByUse && context.uses.owesAny) await context.uses.settle();
  return readWithUses(context, () => context.store.listTokens(query));
}

/** How many tokens there are of a sort. */
export function countTokens(context: AuthorityContext, filter: TokenFilter): Promise<number> {
  return context.store.countTokens(filter);
}
