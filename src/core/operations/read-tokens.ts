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
  const { by } = query.order;
  if (by === 'lastUsedAt' || by === 'selfService' || isFilteredByUse(query)) await storeUses(context);
  return readWithUses(context, () => context.store.listTokens(query));
}

/** How many tokens there are of a sort. */
export async function countTokens(context: AuthorityContext, filter: TokenFilter): Promise<number> {
  if (isFilteredByUse(filter)) await storeUses(context);
  return context.store.countTokens(filter);
}

function isFilteredByUse({ lastUsedAfter, lastUsedBefore }: TokenFilter): boolean {
  return lastUsedAfter !== undefined || lastUsedBefore !== undefined;
}

/** What is decided by use needs every use in the store, not only those of a page. */
async function storeUses({ uses }: AuthorityContext): Promise<void> {
  if (uses.owesAny) await uses.settle();
}
