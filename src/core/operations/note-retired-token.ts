import type { AuthorityContext } from '../authority-context.ts';
import type { TokenRecord } from '../token/token.ts';

/** Raises the alarm that a rotated secret was presented: whoever holds it missed the rotation, or stole it. */
export function noteRetiredToken(
  { repeated }: AuthorityContext,
  { token }: TokenRecord,
  ip: string | null,
  at: number,
): void {
  if (token.replacedById === null) return;
  const actor = { accountId: token.accountId, tokenId: token.id, via: 'presented', ip, requestId: null };
  const subjects = { tokenId: token.id, accountId: token.accountId, resourceId: token.resourceId };
  // The verdict does not wait for the alarm; when it could not be written, the next presentation raises it again.
  repeated
    .note(`retired:${token.id}:${ip ?? ''}`, { type: 'retired_token_presented', at, actor, ...subjects })
    .catch(() => undefined);
}
