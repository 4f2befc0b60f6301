import type { TokenOrder, TokenPosition } from '../../../../core/store.ts';

/** An order that clients can ask for. */
export type SortOrder = Extract<TokenOrder, { readonly direction: unknown }>;

/** What lists are ordered by, by the names that clients know. */
export const sortFields = {
  name: 'name',
  lastUsedDate: 'lastUsedAt',
  creationDate: 'createdAt',
  expirationDate: 'expiresAt',
  modifiedDate: 'modifiedAt',
} as const satisfies Readonly<Record<string, SortOrder['by']>>;

/** The order of a list that was asked for none: newest first. */
export const usualOrder = { by: 'createdAt', direction: 'desc' } as const satisfies SortOrder;

/** Reads one field, upwards unless a minus stands before it; null for anything else. */
export function parseSort(text: string): SortOrder | null {
  // A plus that a client forgot to encode arrives as a blank.
  const [, sign, name = ''] = /^([+\- ]?)(\w+)$/.exec(text) ?? [];
  if (!Object.hasOwn(sortFields, name)) return null;
  return { by: sortFields[name as keyof typeof sortFields], direction: sign === '-' ? 'desc' : 'asc' };
}

/** Whether a position can be one in a list of this order: engines do not compare text with numbers. */
export function isPositionIn({ by }: SortOrder, { value }: TokenPosition): boolean {
  if (by === 'name') return typeof value === 'string';
  return typeof value === 'number' || (value === null && by !== 'createdAt');
}
