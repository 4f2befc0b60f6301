import type { Static } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Authority } from '../../../core/authority.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Rotated } from '../../../core/operations/rotate-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import { fromExpiry } from './mapping.ts';
import type { createOwnTokenSchema, updateOwnTokenSchema } from './schemas.ts';
import { boundsOf, requireWithinCaller } from './within-caller.ts';

/** Issues an access token for the caller itself, within the caller's reach. */
export async function createOwnToken(
  authority: Authority,
  caller: Caller,
  { name, description, scopes = [], allowed_ips, expires_at }: Static<typeof createOwnTokenSchema.body>,
): Promise<Rotated> {
  const now = authority.clock.now();
  const allowedIps = emptyAsNull(allowed_ips ?? null);
  const given = expires_at === undefined ? undefined : fromExpiry(expires_at, now);
  const latest = boundsOf(caller)?.expiresAt ?? null;
  requireWithinCaller(caller, { scopes, allowedIps, expiresAt: given === undefined ? latest : given });
  const usual = authority.defaultExpiry('access_token');
  const expiresAt = given === undefined ? earlier(usual, latest) : given;
  const { details, secret } = await authority.issue(caller, {
    kind: 'access_token',
    name,
    scopes,
    allowedIps,
    expiresAt,
    ...(description !== undefined && { description }),
  });
  if (secret === null) throw new TypeError('a token issued without a secret');
  return { details, secret };
}

/** Changes an access token of the caller's own; what results stays within the caller's reach. */
export async function updateOwnToken(
  authority: Authority,
  caller: Caller,
  details: TokenDetails,
  { expires_at, allowed_ips, ...kept }: Static<typeof updateOwnTokenSchema.body>,
): Promise<TokenDetails> {
  const { token } = details;
  const now = authority.clock.now();
  requireNotRevoked(details, now);
  const set = {
    ...kept,
    ...(expires_at !== undefined && { expiresAt: fromExpiry(expires_at, now) }),
    ...(allowed_ips !== undefined && { allowedIps: emptyAsNull(allowed_ips) }),
  };
  const { scopes, allowedIps, expiresAt } = { ...token, ...set };
  requireWithinCaller(caller, { scopes, allowedIps, expiresAt });
  return authority.update(caller, details, set);
}

/** Gives an access token of the caller's own a fresh secret; the old one is revoked at once. */
export async function rotateOwnToken(
  authority: Authority,
  caller: Caller,
  details: TokenDetails,
): Promise<Rotated> {
  requireNotRevoked(details, authority.clock.now());
  if (tokenStatus(details, authority.clock.now()) === 'active') requireWithinCaller(caller, details.token);
  return authority.rotate(caller, details, {});
}

// A disabled token is shown here as revoked, and is treated as what it is shown as.
function requireNotRevoked(details: TokenDetails, now: number): void {
  const status = tokenStatus(details, now);
  if (status === 'revoked' || status === 'disabled')
    throw new AuthorityError('token_not_live', 'This token is revoked.');
}

function emptyAsNull(entries: readonly string[] | null): readonly string[] | null {
  return entries === null || entries.length === 0 ? null : entries;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
