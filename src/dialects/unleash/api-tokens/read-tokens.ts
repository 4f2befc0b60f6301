import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Entrance } from '../../dialect.ts';
import { toApiToken } from '../mapping.ts';
import { permissionsOf, visibleKinds } from '../permissions.ts';
import type { ApiTokens } from '../schemas.ts';

/** Every token that a caller may see, with its secret, oldest first. */
export async function allTokens(entrance: Entrance, caller: Caller): Promise<Static<typeof ApiTokens>> {
  const found = await findTokens(entrance, visibleKinds(permissionsOf(caller)));
  return showTokens(entrance, caller, found, 'GET /api/admin/api-tokens');
}

/** The tokens of exactly this name that a caller may see, with their secrets, oldest first. */
export async function tokensByName(
  entrance: Entrance,
  caller: Caller,
  name: string,
): Promise<Static<typeof ApiTokens>> {
  // PostgreSQL cannot compare with a null byte, and no name holds one.
  if (name.includes('\0')) return { tokens: [] };
  const found = await findTokens(entrance, visibleKinds(permissionsOf(caller)), name);
  return showTokens(entrance, caller, found, name);
}

/** Tokens as lists show them; that their secrets were read is audited under `subject`. */
export async function showTokens(
  { authority, settings }: Entrance,
  caller: Caller,
  found: readonly TokenDetails[],
  subject: string,
): Promise<Static<typeof ApiTokens>> {
  const secrets = await authority.secrets(caller, found, subject);
  return {
    tokens: found.map((one) => toApiToken(one, secrets.get(one.token.id), settings.unleashProfile)),
  };
}

/** The tokens of some kinds that are not gone, oldest first; with `name`, those of exactly this name. */
export function findTokens(
  { authority }: Entrance,
  kinds: readonly KindName[],
  name?: string,
): Promise<readonly TokenDetails[]> {
  return authority.tokens({
    ...(name !== undefined && { name }),
    kinds,
    // A rotated token's old secret is gone like a deleted one: nobody should be handed it.
    statuses: ['active', 'disabled', 'expired'],
    now: authority.clock.now(),
    order: { by: 'createdAt', direction: 'asc' },
    // Unleash knows no pages; the installation's limit on tokens bounds the answer.
    limit: Number.MAX_SAFE_INTEGER,
  });
}
