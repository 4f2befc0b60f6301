import type { TokenPosition } from '../../core/store.ts';

/** Where a page ended, as clients hand it back; opaque to them. `list` names the list and its order. */
export function toCursor(list: string, { value, id }: TokenPosition): string {
  return Buffer.from(JSON.stringify([list, value, id]), 'utf8').toString('base64url');
}

/** Reads a cursor that `toCursor` made for the same list; null for anything else. */
export function parseCursor(list: string, text: string, values: CursorValue): TokenPosition | null {
  if (text.length > LENGTH_MAX || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const [, value, id] = parseArray(Buffer.from(text, 'base64url').toString('utf8'));
  if (!isId(id) || !isValue(value, values)) return null;
  const position = { value, id };
  // Written again it must be the same text: that holds the list's name and every other spelling out.
  return toCursor(list, position) === text ? position : null;
}

/** What the list is ordered by: a name, a time, a time that may be absent, or the id itself. */
export type CursorValue = 'text' | 'time' | 'time_or_null' | 'id';

const LENGTH_MAX = 8192;

function parseArray(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isValue(value: unknown, values: CursorValue): value is string | number | null {
  switch (values) {
    case 'text':
      return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
    case 'time':
      return Number.isSafeInteger(value);
    case 'time_or_null':
      return value === null || Number.isSafeInteger(value);
    case 'id':
      return isId(value);
  }
}
