import type { AuthorityContext } from '../authority-context.ts';
import type { TokenFilter, TokenOrder } from '../store.ts';
import type { TokenDetails } from '../token/token.ts';

/** Tokens under way at once: a store commits together what waits together. */
const AT_ONCE_MAX = 50;

const byId = (direction: 'asc' | 'desc'): TokenOrder => ({ by: 'id', direction });

/**
 * Does something with every live token of an account or a resource that there is when it begins, some at once; of those
 * that arise meanwhile, such as successors of what is reset, with none.
 */
export async function forEachLiveToken(
  { store, clock }: AuthorityContext,
  owner: Pick<TokenFilter, 'accountId' | 'resourceId'>,
  work: (details: TokenDetails) => Promise<unknown>,
): Promise<void> {
  const live = () => ({ ...owner, now: clock.now(), statuses: ['active', 'disabled'] as const });
  const [newest] = await store.listTokens({ ...live(), order: byId('desc'), limit: 1 });
  const last = newest?.token.id ?? 0;
  for (let from = 0; from < last; ) {
    const after = { value: from, id: from };
    const page = await store.listTokens({ ...live(), order: byId('asc'), limit: AT_ONCE_MAX, after });
    await Promise.all(page.filter(({ token }) => token.id <= last).map(work));
    from = page.at(-1)?.token.id ?? last;
  }
}
