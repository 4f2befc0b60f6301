import type { Caller } from '../../../core/access/caller.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Entrance } from '../../dialect.ts';
import { parseTime } from '../parse-time.ts';
import { apiTokenKinds, checkPermission } from '../permissions.ts';

/** Sets when the token with this secret expires; Unleash says nothing when there is none. */
export async function updateExpiry(
  entrance: Entrance,
  caller: Caller,
  secret: string,
  expiresAt: string,
): Promise<void> {
  const found = await findApiToken(entrance, secret);
  // A replaced token is no longer in any list, and nothing of it can be changed.
  if (found === null || found.token.revokedAt !== null) return awaitEnd(entrance, secret);
  checkPermission(caller, 'UPDATE', found.token.kind);
  const expiry = parseTime(expiresAt);
  if (expiry === found.token.expiresAt) await entrance.authority.awaitEverywhere(found);
  else await entrance.authority.update(caller, found, { expiresAt: expiry, grants: 'dialect' });
}

/** Deletes the token with this secret; Unleash says nothing when there is none. */
export async function deleteToken(entrance: Entrance, caller: Caller, secret: string): Promise<void> {
  const found = await findApiToken(entrance, secret);
  if (found === null) return awaitEnd(entrance, secret);
  checkPermission(caller, 'DELETE', found.token.kind);
  await entrance.authority.revoke(caller, found);
}

/** Who is told that a token is gone may rely on it: its end, by somebody else, may not be over yet. */
async function awaitEnd({ authority }: Entrance, secret: string): Promise<void> {
  const identified = await authority.identify(secret);
  if (identified.class === 'issued') await authority.awaitEverywhere(identified.details);
}

/** The API token with this secret; null when there is none, or none any more. */
export async function findApiToken({ authority }: Entrance, secret: string): Promise<TokenDetails | null> {
  const identified = await authority.identify(secret);
  if (identified.class !== 'issued') return null;
  const { token } = identified.details;
  return apiTokenKinds.includes(token.kind) && token.deletedAt === null ? identified.details : null;
}
