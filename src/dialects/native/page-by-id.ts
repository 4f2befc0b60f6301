import { parseCursor, toCursor } from './cursor.ts';
import { invalidField } from './invalid-field.ts';
import { type Page, toPage } from './page.ts';
import { PAGE_LIMIT_DEFAULT } from './schemas.ts';

/** A page of a list that is ordered by id. */
export interface PageById {
  /** What to ask for: one row beyond the page, behind the last row of the page before. */
  readonly query: { readonly limit: number; readonly afterId?: number };
  of<Row extends { readonly id: number }, Item>(rows: readonly Row[], toItem: (row: Row) => Item): Page<Item>;
}

/** Reads `limit` and `cursor` of a list ordered by id; refuses a cursor of another list. */
export function parsePageById(list: string, query: { limit?: number; cursor?: string }): PageById {
  const { limit = PAGE_LIMIT_DEFAULT, cursor } = query;
  const afterId = cursor === undefined ? undefined : parseCursor(list, cursor, 'id')?.id;
  if (cursor !== undefined && afterId === undefined)
    throw invalidField('cursor', 'Is not a cursor of this list.', 'query');
  return {
    query: { limit: limit + 1, ...(afterId !== undefined && { afterId }) },
    of: (rows, toItem) => toPage(rows, limit, ({ id }) => toCursor(list, { value: id, id }), toItem),
  };
}
