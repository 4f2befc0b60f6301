import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue } from '../dynatrace-fixtures.ts';

const TOKENS = 205;

let server: TestServer;
let reader: string;

beforeAll(async () => {
  server = await startServer();
  await server.authority.createAccount(server.operator, { type: 'user', username: 'many' });
  for (let count = 0; count < TOKENS; count += 1)
    await issue(server, {
      account: { username: 'many' },
      name: `token ${count % 7}`,
      scopes: count % 2 === 0 ? ['logs.read'] : [],
      kind: count % 3 === 0 ? 'dynatrace_personal_access_token' : 'dynatrace_api_token',
      ...(count % 3 === 0 && { scopes: [] }),
    });
  reader = (await issue(server, { scopes: ['apiTokens.read'] })).secret;
});
afterAll(() => server.close());

const list = (parameters: Record<string, string>) =>
  call(server, reader, 'GET', `?${new URLSearchParams(parameters)}`);

/** All pages, each after the first asked for with nothing but its key. */
async function pages(first: Record<string, string>) {
  const found = [(await list(first)).json];
  for (let key = found[0].nextPageKey; key !== undefined; key = found.at(-1).nextPageKey)
    found.push((await list({ nextPageKey: key })).json);
  return found;
}

test('pages hold every token once, in one order, and all tell the total and the size', async () => {
  for (const sort of ['name', '-name', '-creationDate', '-lastUsedDate', 'expirationDate', 'modifiedDate']) {
    const found = await pages({ sort, pageSize: '100', apiTokenSelector: 'owner("many")', fields: 'name' });
    expect(found.map(({ apiTokens }) => apiTokens.length)).toEqual([100, 100, 5]);
    expect(found.map(({ totalCount, pageSize }) => [totalCount, pageSize])).toEqual(
      Array(3).fill([TOKENS, 100]),
    );
    const tokens = found.flatMap(({ apiTokens }) => apiTokens) as { id: string; name: string }[];
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(TOKENS);
    expect(tokens.every((one) => Object.keys(one).sort().join() === 'id,name')).toBe(true);
    const named = tokens.map(({ name }) => name);
    if (sort === 'name') expect(named).toEqual(named.toSorted());
    if (sort === '-name') expect(named).toEqual(named.toSorted().reverse());
  }
});

test('a key stands for every parameter, with its times as they were', async () => {
  const apiTokenSelector = 'owner("many"),personalAccessToken(false)';
  const [first, second] = await pages({ apiTokenSelector, pageSize: '100', fields: '+personalAccessToken' });
  expect([first.totalCount, first.apiTokens.length, second.apiTokens.length]).toEqual([136, 100, 36]);
  expect(second.apiTokens.every((one: object) => 'personalAccessToken' in one && 'owner' in one)).toBe(true);
});

test('a window that is relative to now stays where it was', async () => {
  const { authority, operator, clock } = server;
  await authority.createAccount(operator, { type: 'user', username: 'window' });
  for (let count = 0; count < 110; count += 1) {
    const { secret } = await issue(server, { account: { username: 'window' } });
    await authority.verify({ secret });
  }
  const recent = { apiTokenSelector: 'owner("window")', from: 'now-1m', pageSize: '100' };
  const { json: first } = await list(recent);
  clock.advance(3_600_000);
  const { json: second } = await list({ nextPageKey: first.nextPageKey });
  expect([first.apiTokens.length, second.apiTokens.length]).toEqual([100, 10]);
  expect((await list(recent)).json.totalCount).toBe(0);
});

test('tokens that come and go between two pages disturb nobody', async () => {
  const { json: first } = await list({ sort: 'name', pageSize: '100', apiTokenSelector: 'owner("many")' });
  await issue(server, { account: { username: 'many' }, name: 'a' });
  const { json: second } = await list({ nextPageKey: first.nextPageKey });
  const ids = [...first.apiTokens, ...second.apiTokens].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(200);
});

test('a page that ends with the last token is the last, a full one and an empty one', async () => {
  await server.authority.createAccount(server.operator, { type: 'user', username: 'hundred' });
  for (let count = 0; count < 100; count += 1) await issue(server, { account: { username: 'hundred' } });
  const full = await list({ apiTokenSelector: 'owner("hundred")', pageSize: '100' });
  expect([full.json.apiTokens.length, 'nextPageKey' in full.json]).toEqual([100, false]);
  const { json } = await list({ apiTokenSelector: 'owner("nobody")', pageSize: '100' });
  expect(json).toEqual({ totalCount: 0, pageSize: 100, apiTokens: [] });
});

test('a key holds no secret', async () => {
  const { json } = await server.send(`/api/v2/apiTokens?pageSize=100&api-token=${reader}`);
  const held = Buffer.from(json.nextPageKey, 'base64url').toString();
  expect(held).not.toContain(reader.slice(0, 31));
});
