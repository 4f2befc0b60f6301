/** A page of a list: its rows, and the cursor of the page behind it, null at the end. */
export interface Page<Item> {
  data: Item[];
  meta: { next_cursor: string | null };
}

/** Makes a page of `limit` rows out of rows that were asked for one beyond it. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorOf(last) : null;
  return { data: shown.map(toItem), meta: { next_cursor: next } };
}
