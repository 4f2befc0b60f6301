import type { AuthorityContext } from '../authority-context.ts';
import type { AddressUse } from '../token/token.ts';
import { latestAddresses } from '../use/latest-addresses.ts';

/** The five addresses that used each token last, newest first, up to this moment; by token id. */
export async function readRecentAddresses(
  { store, uses }: Pick<AuthorityContext, 'store' | 'uses'>,
  tokenIds: readonly number[],
): Promise<ReadonlyMap<number, readonly AddressUse[]>> {
  // Taken before the read: what leaves memory meanwhile is in the store only afterwards. To know one twice is no harm.
  const pending = new Map(tokenIds.map((id) => [id, uses.pendingAddresses(id)]));
  const stored = await store.listRecentAddresses(tokenIds);
  const known = new Map(stored.map(({ tokenId, addresses }) => [tokenId, addresses]));
  return new Map(tokenIds.map((id) => [id, latestAddresses(known.get(id) ?? [], pending.get(id) ?? [])]));
}
