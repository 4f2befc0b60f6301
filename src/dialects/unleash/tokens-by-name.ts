import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../core/access/caller.ts';
import type { Entrance } from '../dialect.ts';
import { toApiToken } from './mapping.ts';
import { permissionsOf, visibleKinds } from './permissions.ts';
import type { ApiTokens } from './schemas.ts';

/** The tokens of exactly this name that a caller may see, with their secrets, oldest first. */
export async function tokensByName(
  { authority, settings }: Entrance,
  caller: Caller,
  name: string,
): Promise<Static<typeof ApiTokens>> {
  // PostgreSQL cannot compare with a null byte, and no name holds one.
  if (name.includes('\0')) return { tokens: [] };
  const found = await authority.tokens({
    name,
    kinds: visibleKinds(permissionsOf(caller)),
    // A rotated token's old secret is gone like a deleted one: nobody should be handed it.
    statuses: ['active', 'disabled', 'expired'],
    now: authority.clock.now(),
    order: { by: 'createdAt', direction: 'asc' },
    // Unleash knows no pages; the installation's limit on tokens bounds the answer.
    limit: Number.MAX_SAFE_INTEGER,
  });
  const secrets = await authority.secrets(caller, found, name);
  return {
    tokens: found.map((one) => toApiToken(one, secrets.get(one.token.id), settings.unleashProfile)),
  };
}
