import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store, TokenFilter, TokenOrder, TokenPosition, TokenQuery } from '../../../src/core/store.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import { selfServiceRanks, tokenPosition } from '../../../src/core/token/token-position.ts';
import { tokenStatus } from '../../../src/core/token/token-status.ts';
import { anEvent, issue, noon } from '../../support/store-fixtures.ts';

const directions = ['asc', 'desc'] as const;
/** Lists over one kind, several or all may be found in different ways. */
const filters: readonly Partial<TokenFilter>[] = [
  {},
  { kinds: ['deploy_token', 'access_token', 'deploy_token'] },
  { kinds: ['access_token', 'deploy_token'], statuses: ['active', 'expired', 'disabled'] },
];

const orders: readonly TokenOrder[] = [
  { by: 'selfService' },
  ...(['createdAt', 'expiresAt', 'lastUsedAt', 'modifiedAt', 'name', 'id'] as const).flatMap((by) =>
    directions.map((direction) => ({ by, direction })),
  ),
];

/** Few values, so that ties are the rule. */
const someTime = fc.constantFrom(null, noon - 2, noon, noon + 2);
const someToken = fc.record({
  kind: fc.constantFrom('access_token' as const, 'deploy_token' as const, 'feed_token' as const),
  name: fc.constantFrom('', 'a', 'B', 'é', '🜁', '\uffee'),
  createdAt: fc.constantFrom(noon - 1, noon),
  updatedAt: fc.constantFrom(noon, noon + 1),
  expiresAt: someTime,
  revokedAt: someTime,
  disabledAt: someTime,
  deletedAt: fc.constantFrom(null, null, noon),
  lastUsedAt: someTime,
});
type GeneratedToken = typeof someToken extends fc.Arbitrary<infer Token> ? Token : never;

export function pagingContract(store: () => Store): void {
  test('pages by cursor and by number hold every token once, in the order of an in-memory reference', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someToken, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (tokens, limit) => {
          await addTokens(store(), tokens);
          for (const order of orders) {
            for (const filter of filters) {
              const query = { now: noon, order, limit, ...filter };
              const rows = await all(store(), query);
              const expected = rows.sort(reference(order)).map(({ token }) => token.id);
              expect(await pagesByCursor(store(), query)).toEqual(expected);
              expect(await pagesByNumber(store(), query)).toEqual(expected);
            }
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  test('a page by cursor is not disturbed by rows that come and go before it', async () => {
    for (const name of ['b', 'd', 'f', 'h']) await issue(store(), { name });
    const order = { by: 'name', direction: 'asc' } as const;
    const query = { now: noon, order, limit: 2, statuses: ['active'] as const };
    const first = await store().listTokens(query);
    await issue(store(), { name: 'a' });
    await issue(store(), { name: 'c' });
    await store().change.deleteToken({ tokenId: 2, at: noon, audit: anEvent({ type: 'token_deleted' }) });
    const after = tokenPosition(first[1]!, order, noon);
    const second = await store().listTokens({ ...query, after });
    expect(second.map(({ token }) => token.name)).toEqual(['f', 'h']);
  });

  test('never used comes first and never expiring last, going upwards', async () => {
    const used = await issue(store(), { expiresAt: null });
    const unused = await issue(store(), { expiresAt: noon });
    const use = { count: 1, lastUsedAt: noon, lastUsedIp: null, notedAt: null };
    await store().change.addUses({ sums: [{ tokenId: used, use, addresses: [] }] });
    const ids = (by: 'lastUsedAt' | 'expiresAt') =>
      pagesByCursor(store(), { now: noon, order: { by, direction: 'asc' }, limit: 1 });
    expect(await ids('lastUsedAt')).toEqual([unused, used]);
    expect(await ids('expiresAt')).toEqual([unused, used]);
  });
}

/** Tokens of earlier runs stay: they are listed among the new ones. */
async function addTokens(store: Store, tokens: readonly GeneratedToken[]): Promise<void> {
  for (const { lastUsedAt, ...token } of tokens) {
    const tokenId = await issue(store, token);
    if (lastUsedAt === null) continue;
    await store.change.addUses({
      sums: [{ tokenId, use: { count: 1, lastUsedAt, lastUsedIp: null, notedAt: null }, addresses: [] }],
    });
  }
}

/** Everything a query admits, by id. */
async function all(store: Store, query: TokenQuery): Promise<TokenDetails[]> {
  const rows = await store.listTokens({ ...query, order: { by: 'id', direction: 'asc' }, limit: 1_000 });
  expect(rows).toHaveLength(await store.countTokens(query));
  return [...rows];
}

async function pagesByCursor(store: Store, query: TokenQuery): Promise<number[]> {
  const ids: number[] = [];
  let after: TokenPosition | undefined;
  for (;;) {
    const page = await store.listTokens({ ...query, ...(after && { after }) });
    ids.push(...page.map(({ token }) => token.id));
    const last = page.at(-1);
    if (last === undefined) return ids;
    after = tokenPosition(last, query.order, noon);
  }
}

async function pagesByNumber(store: Store, query: TokenQuery): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const page = await store.listTokens({ ...query, offset: ids.length });
    if (page.length === 0) return ids;
    ids.push(...page.map(({ token }) => token.id));
  }
}

/** The order in plain words of this language. */
function reference(order: TokenOrder): (a: TokenDetails, b: TokenDetails) => number {
  if (order.by === 'selfService') {
    return (a, b) =>
      compare(rank(a), rank(b)) || -compare(usedAt(a), usedAt(b)) || -compare(a.token.id, b.token.id);
  }
  const { by, direction } = order;
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * (compareBy[by](a, b) || compare(a.token.id, b.token.id));
}

const compareBy = {
  id: () => 0,
  createdAt: (a, b) => compare(a.token.createdAt, b.token.createdAt),
  expiresAt: (a, b) =>
    compare(a.token.expiresAt ?? Number.POSITIVE_INFINITY, b.token.expiresAt ?? Number.POSITIVE_INFINITY),
  lastUsedAt: (a, b) => compare(usedAt(a), usedAt(b)),
  modifiedAt: (a, b) => compare(changedAt(a), changedAt(b)),
  name: (a, b) => Buffer.compare(Buffer.from(a.token.name), Buffer.from(b.token.name)),
} satisfies Record<string, (a: TokenDetails, b: TokenDetails) => number>;

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function usedAt({ use }: TokenDetails): number {
  return use.lastUsedAt ?? Number.NEGATIVE_INFINITY;
}

function changedAt({ token }: TokenDetails): number {
  return token.updatedAt === token.createdAt ? Number.NEGATIVE_INFINITY : token.updatedAt;
}

function rank(details: TokenDetails): number {
  return selfServiceRanks[tokenStatus(details, noon)];
}
