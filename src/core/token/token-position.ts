import type { TokenOrder, TokenPosition } from '../store.ts';
import type { Token, TokenDetails } from './token.ts';
import { type TokenStatus, tokenStatus, tokenStatuses } from './token-status.ts';

/** The place of each state in the order `selfService`, which shows a disabled token as revoked; deleted last. */
export const selfServiceRanks: Readonly<Record<TokenStatus, number>> = {
  active: 0,
  expired: 1,
  disabled: 2,
  revoked: 2,
  deleted: 3,
};

/** Where a page ended whose last row is this one: what `TokenQuery.after` takes for the page behind it. */
export function tokenPosition(details: TokenDetails, order: TokenOrder, now: number): TokenPosition {
  return { value: orderedValue(details, order, now), id: details.token.id };
}

function orderedValue(details: TokenDetails, order: TokenOrder, now: number): string | number | null {
  const { token, use } = details;
  switch (order.by) {
    case 'createdAt':
      return token.createdAt;
    case 'expiresAt':
      return token.expiresAt;
    case 'lastUsedAt':
      return use.lastUsedAt;
    case 'modifiedAt':
      return modifiedAt(token);
    case 'name':
      return token.name;
    case 'id':
      return token.id;
    case 'selfService':
      return `${tokenStatus(details, now)}:${use.lastUsedAt ?? ''}`;
  }
}

/** When a token was last changed other than by switching it off or on; null for never. */
export function modifiedAt({ createdAt, updatedAt }: Pick<Token, 'createdAt' | 'updatedAt'>): number | null {
  return updatedAt > createdAt ? updatedAt : null;
}

/** Reads what `tokenPosition` writes for the order `selfService`. */
export function parseSelfServiceValue(value: string): { rank: number; lastUsedAt: number | null } {
  const [name, time = ''] = value.split(':');
  const status = tokenStatuses.find((known) => known === name) ?? 'active';
  return { rank: selfServiceRanks[status], lastUsedAt: /^\d{1,15}$/.test(time) ? Number(time) : null };
}
