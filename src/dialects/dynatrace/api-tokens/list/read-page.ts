import type { Static } from '@fastify/type-provider-typebox';
import type { Authority } from '../../../../core/authority.ts';
import { tokenPosition } from '../../../../core/token/token-position.ts';
import { tokenBlocks, visibleTokensFilter } from '../../list-visible-tokens.ts';
import { toApiToken } from '../../mapping.ts';
import type { ApiTokenList } from '../schemas.ts';
import type { TokenField } from './fields.ts';
import type { Listing } from './listing.ts';
import { toPageKey } from './page-key.ts';

/** A page of the list, with the key of the next one when there is more. */
export async function readPage(
  authority: Authority,
  { selector, from, to, fields, order, pageSize, parameters, key }: Listing,
): Promise<Static<typeof ApiTokenList>> {
  const now = authority.clock.now();
  const filter = await visibleTokensFilter(authority, { ...selector, from, to }, now);
  const after = key === null ? {} : { after: key.after };
  const query = { ...filter, order, limit: pageSize + 1, ...after };
  const rows = (await Array.fromAsync(tokenBlocks(authority, query))).flat();
  const totalCount = key?.totalCount ?? (await authority.countTokens(filter));
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return {
    totalCount,
    pageSize,
    apiTokens: page.map((details) => withFields(toApiToken(details), fields)),
    ...(last !== undefined && {
      nextPageKey: toPageKey({ parameters, totalCount, after: tokenPosition(last, order, now) }),
    }),
  };
}

function withFields(
  token: ReturnType<typeof toApiToken>,
  fields: ReadonlySet<TokenField>,
): Partial<ReturnType<typeof toApiToken>> {
  return Object.fromEntries(Object.entries(token).filter(([name]) => fields.has(name as TokenField)));
}
