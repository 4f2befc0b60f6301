import type { Caller } from '../../../core/access/caller.ts';
import type { Authority } from '../../../core/authority.ts';
import type { TokenFilter } from '../../../core/store.ts';
import { toOwnToken } from './mapping.ts';
import { parsePageNumber } from './page-number.ts';
import { paginate, rowsOnPage } from './paginator.ts';

/** The documents know no other page size. */
const PER_PAGE = 20;

/** A numbered page of the caller's access tokens, whatever was asked for as a page. */
export async function listOwnTokens(
  authority: Authority,
  { account }: Caller,
  asked: { readonly path: string; readonly page: unknown },
) {
  const now = authority.clock.now();
  const page = parsePageNumber(asked.page);
  const filter: TokenFilter = {
    now,
    kinds: ['access_token'],
    statuses: ['active', 'disabled', 'expired', 'revoked'],
    // No account has the id 0: a caller without one owns nothing.
    accountId: account?.id ?? 0,
  };
  const total = await authority.countTokens(filter);
  const limit = rowsOnPage(page, PER_PAGE, total);
  const offset = limit === 0 ? 0 : (Number(page) - 1) * PER_PAGE;
  const order = { by: 'selfService' } as const;
  const rows = limit === 0 ? [] : await authority.tokens({ ...filter, order, limit, offset });
  return {
    data: rows.map((row) => toOwnToken(row, now)),
    ...paginate({ path: asked.path, page, perPage: PER_PAGE, total }),
  };
}
