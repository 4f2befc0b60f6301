import type { AuthorityContext } from '../authority-context.ts';
import type { TokenRecord } from '../token/token.ts';

const WINDOW_MS = 3_600_000;
const NOTED_MAX = 10_000;
const noted = new WeakMap<AuthorityContext, Map<number, number>>();

/**
 * Raises the alarm that a rotated secret was presented: whoever holds it missed the rotation, or stole it.
 * One audit event a token and hour, so that a client in a loop cannot flood the audit.
 */
export function noteRetiredToken(
  context: AuthorityContext,
  { token }: TokenRecord,
  ip: string | null,
  now: number,
): void {
  if (token.replacedById === null) return;
  const recent = noted.get(context) ?? new Map<number, number>();
  noted.set(context, recent);
  if (now - (recent.get(token.id) ?? Number.NEGATIVE_INFINITY) < WINDOW_MS) return;
  if (recent.size >= NOTED_MAX) recent.clear();
  recent.set(token.id, now);
  const actor = { accountId: token.accountId, tokenId: token.id, via: 'presented', ip, requestId: null };
  context.change
    .recordAudit({
      event: {
        type: 'retired_token_presented',
        at: now,
        actor,
        tokenId: token.id,
        accountId: token.accountId,
      },
      repeat: { key: `retired:${token.id}`, since: now - WINDOW_MS },
    })
    // The verdict does not wait for the alarm; a failed write is tried again at the next presentation.
    .catch(() => recent.delete(token.id));
}
