import type { AuthorityContext } from '../authority-context.ts';
import { readWithUses } from './read-with-uses.ts';

/** Brings the counts that memory shows up to what other nodes have counted; nothing where there are none. */
export async function refreshUses(context: AuthorityContext): Promise<void> {
  const tokenIds = context.usesElsewhere?.take() ?? [];
  if (tokenIds.length === 0) return;
  const found = await readWithUses(context, () => context.store.findTokens(tokenIds));
  for (const { token, use } of found) context.cache.raiseUse(token.id, use);
}
