import type { Static } from '@fastify/type-provider-typebox';
import type { Authority } from '../../../core/authority.ts';
import { tokenBlocks, visibleTokensFilter } from '../list-visible-tokens.ts';
import { toTokenStub } from './mapping.ts';
import type { ListQuery, TokenStub } from './schemas.ts';

const LIMIT = 1000;

/** Ids and names of tokens, newest first; a token has all the permissions asked for. */
export async function listStubs(
  authority: Authority,
  { limit = LIMIT, user, permissions = [], from, to }: Static<typeof ListQuery>,
): Promise<Static<typeof TokenStub>[]> {
  const now = authority.clock.now();
  const wanted = {
    owners: user === undefined ? [] : [user],
    personal: [],
    scopes: permissions.map((one) => [one]),
    from: from ?? null,
    to: to ?? (from === undefined ? null : now),
  };
  const filter = await visibleTokensFilter(authority, wanted, now);
  const order = { by: 'createdAt', direction: 'desc' } as const;
  const stubs: Static<typeof TokenStub>[] = [];
  for await (const block of tokenBlocks(authority, { ...filter, order, limit }))
    stubs.push(...block.map(toTokenStub));
  return stubs;
}
