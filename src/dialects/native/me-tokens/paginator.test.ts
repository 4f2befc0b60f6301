import { describe, expect, it } from 'vitest';
import { paginate, rowsOnPage } from './paginator.ts';

const path = 'https://jeton.test/api/v1/me/tokens';

/** The vectors of the contract, run on Laravel's own source. */
const vectors: readonly [number, number, string, string][] = [
  [0, 1, 'null–null / 1', 'P(-) *1 N(-)'],
  [1, 1, '1–1 / 1', 'P(-) *1 N(-)'],
  [20, 1, '1–20 / 1', 'P(-) *1 N(-)'],
  [21, 1, '1–20 / 2', 'P(-) *1 2 N(2)'],
  [21, 2, '21–21 / 2', 'P(1) 1 *2 N(-)'],
  [260, 7, '121–140 / 13', 'P(6) 1 2 3 4 5 6 *7 8 9 10 11 12 13 N(8)'],
  [280, 1, '1–20 / 14', 'P(-) *1 2 3 4 5 6 7 8 9 10 … 13 14 N(2)'],
  [300, 1, '1–20 / 15', 'P(-) *1 2 3 4 5 6 7 8 9 10 … 14 15 N(2)'],
  [300, 7, '121–140 / 15', 'P(6) 1 2 3 4 5 6 *7 8 9 10 … 14 15 N(8)'],
  [300, 15, '281–300 / 15', 'P(14) 1 2 … 6 7 8 9 10 11 12 13 14 *15 N(-)'],
  [2000, 50, '981–1000 / 100', 'P(49) 1 2 … 47 48 49 *50 51 52 53 … 99 100 N(51)'],
];

type Page = ReturnType<typeof paginate>;

function drawn({ meta }: Page): [string, string] {
  const [previous, ...others] = meta.links;
  const next = others.pop();
  const numbers = others.map(({ label, active }) => (label === '...' ? '…' : `${active ? '*' : ''}${label}`));
  return [
    `${meta.from}–${meta.to} / ${meta.last_page}`,
    [`P(${previous?.page ?? '-'})`, ...numbers, `N(${next?.page ?? '-'})`].join(' '),
  ];
}

describe('a page', () => {
  it.each(vectors)('of %i rows, number %i, is %s with %s', (total, page, ends, links) => {
    expect(drawn(paginate({ path, page: BigInt(page), perPage: 20, total }))).toEqual([ends, links]);
  });

  it('has members and links in the order of Laravel', () => {
    const { links, meta } = paginate({ path, page: 8n, perPage: 20, total: 300 });
    expect(JSON.stringify(links)).toBe(
      `{"first":"${path}?page=1","last":"${path}?page=15","prev":"${path}?page=7","next":"${path}?page=9"}`,
    );
    expect(Object.keys(meta)).toEqual([
      'current_page',
      'from',
      'last_page',
      'links',
      'path',
      'per_page',
      'to',
      'total',
    ]);
    expect(JSON.stringify(meta.links.slice(0, 4))).toBe(
      JSON.stringify([
        { url: `${path}?page=7`, label: '« Previous', page: 7, active: false },
        { url: `${path}?page=1`, label: '1', page: 1, active: false },
        { url: `${path}?page=2`, label: '2', page: 2, active: false },
        { url: null, label: '...', page: null, active: false },
      ]),
    );
    expect(meta.links.at(-1)).toEqual({ url: `${path}?page=9`, label: 'Next »', page: 9, active: false });
  });

  it('behind the last holds nothing, is not clamped and has no active link', () => {
    for (const total of [0, 1, 21, 300]) {
      const { links, meta } = paginate({ path, page: 900n, perPage: 20, total });
      expect(meta).toMatchObject({ current_page: 900, from: null, to: null, total });
      expect(links).toMatchObject({ prev: `${path}?page=899`, next: null });
      expect(meta.links.filter(({ active }) => active)).toEqual([]);
      expect(rowsOnPage(900n, 20, total)).toBe(0);
    }
  });

  it('keeps every digit of the largest page number', () => {
    const text = JSON.stringify(paginate({ path, page: 2n ** 63n - 1n, perPage: 20, total: 300 }));
    expect(text).toContain('"current_page":9223372036854775807,');
    expect(text).toContain('?page=9223372036854775806","label":"« Previous","page":9223372036854775806,');
  });

  it('is what an independent restatement of the algorithm says, for every total and page', () => {
    for (let last = 1; last <= 40; last += 1) {
      for (let page = 1; page <= last + 3; page += 1) {
        const total = last * 20 - (last % 3);
        const { meta, links } = paginate({ path, page: BigInt(page), perPage: 20, total });
        expect(meta.links.map(({ page: one, label }) => (label === '...' ? '...' : one))).toEqual([
          page > 1 ? page - 1 : null,
          ...restated(page, last),
          page < last ? page + 1 : null,
        ]);
        const rows = Array.from({ length: total }, (_, index) => index + 1).slice((page - 1) * 20, page * 20);
        expect([meta.from, meta.to]).toEqual([rows.at(0) ?? null, rows.at(-1) ?? null]);
        expect(rowsOnPage(BigInt(page), 20, total)).toBe(rows.length);
        expect(links.next).toBe(page < last ? `${path}?page=${page + 1}` : null);
        for (const { url, page: one } of meta.links)
          expect(url).toBe(one === null ? null : `${path}?page=${one}`);
      }
    }
  });
});

/** The window as a set of pages that are shown: a separator stands wherever two neighbours are not consecutive. */
function restated(page: number, last: number): (number | '...')[] {
  const all = Array.from({ length: last }, (_, index) => index + 1);
  if (last < 14) return all;
  const isShown = (one: number) => {
    if (one <= 2 || one >= last - 1) return true;
    if (page <= 7) return one <= 10;
    if (page > last - 7) return one >= last - 9;
    return Math.abs(one - page) <= 3;
  };
  const shown = all.filter(isShown);
  // Laravel draws a separator between its groups even where nothing is left out.
  const groups = page <= 7 ? [10] : page > last - 7 ? [2] : [2, page + 3];
  return shown.flatMap((one) => (groups.includes(one) ? [one, '...' as const] : [one]));
}
