/** A numbered page of a list of known length. */
export interface PaginatorInput {
  /** URL of the list without its query. */
  readonly path: string;
  /** The page asked for; may lie behind the last. */
  readonly page: bigint;
  readonly perPage: number;
  readonly total: number;
}

/** `links` and `meta` of a page, with the member names and order of Laravel's LengthAwarePaginator. */
export function paginate({ path, page, perPage, total }: PaginatorInput) {
  const last = lastPage(total, perPage);
  const count = rowsOnPage(page, perPage, total);
  const from = count === 0 ? null : (Number(page) - 1) * perPage + 1;
  const urlOf = (number: bigint | number | null) => (number === null ? null : `${path}?page=${number}`);
  // Not clamped: behind the last page, the previous one is the one asked for less one.
  const previous = page > 1n ? page - 1n : null;
  const next = page < last ? page + 1n : null;
  const link = (label: string, number: bigint | null, active = false) => ({
    url: urlOf(number),
    label,
    page: number === null ? null : exactInteger(number),
    active,
  });
  return {
    links: {
      first: `${path}?page=1`,
      last: `${path}?page=${last}`,
      prev: urlOf(previous),
      next: urlOf(next),
    },
    meta: {
      current_page: exactInteger(page),
      from,
      last_page: last,
      links: [
        link('« Previous', previous),
        ...pageWindow(last, page).map((number) =>
          number === null ? link('...', null) : link(String(number), BigInt(number), BigInt(number) === page),
        ),
        link('Next »', next),
      ],
      path,
      per_page: perPage,
      to: from === null ? null : from + count - 1,
      total,
    },
  };
}

/** How many rows a page holds. */
export function rowsOnPage(page: bigint, perPage: number, total: number): number {
  if (page > lastPage(total, perPage)) return 0;
  return Math.min(perPage, total - (Number(page) - 1) * perPage);
}

const EACH_SIDE = 3;
const EDGE = EACH_SIDE + 4;

/** The page numbers to link to, null for a separator: Laravel's UrlWindow with three pages on each side. */
function pageWindow(last: number, page: bigint): readonly (number | null)[] {
  if (last < 2 * EACH_SIDE + 8) return range(1, last);
  if (page <= EDGE) return [...range(1, EDGE + EACH_SIDE), null, ...range(last - 1, last)];
  if (page > last - EDGE) return [1, 2, null, ...range(last - (EDGE + EACH_SIDE - 1), last)];
  const current = Number(page);
  return [1, 2, null, ...range(current - EACH_SIDE, current + EACH_SIDE), null, ...range(last - 1, last)];
}

function lastPage(total: number, perPage: number): number {
  return Math.max(Math.ceil(total / perPage), 1);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A number that keeps every digit on the wire: page numbers go to 2^63 - 1. */
function exactInteger(value: bigint): number {
  if (value <= Number.MAX_SAFE_INTEGER) return Number(value);
  return rawJson(value.toString()) as number;
}

// ECMAScript 2026, of which the compiler's library does not know yet.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };
