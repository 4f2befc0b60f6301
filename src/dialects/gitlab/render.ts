import type { FastifyRequest } from 'fastify';
import type { TokenDetails } from '../../core/token/token.ts';
import type { Entrance } from '../dialect.ts';
import type { Rendering } from './mapping/rendering.ts';

/** What the entities of these tokens need beside their records. */
export async function renderingOf(
  { authority, baseUrl }: Entrance,
  request: FastifyRequest,
  tokens: readonly TokenDetails[],
): Promise<Rendering> {
  const addresses = await authority.recentAddresses(tokens.map(({ token }) => token.id));
  return {
    now: authority.clock.now(),
    baseUrl: baseUrl(request),
    addressesOf: (tokenId) => (addresses.get(tokenId) ?? []).map(({ ip }) => ip),
  };
}
