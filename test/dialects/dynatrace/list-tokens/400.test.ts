import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, manager, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

test.each<[string, ...string[]]>([
  ['pageSize=99', 'pageSize'],
  ['pageSize=10001', 'pageSize'],
  ['pageSize=0', 'pageSize'],
  ['pageSize=-200', 'pageSize'],
  ['pageSize=2e2', 'pageSize'],
  ['pageSize=200.0', 'pageSize'],
  ['pageSize=123456789012345678901234567890', 'pageSize'],
  ['pageSize=200&pageSize=300', 'pageSize'],
  ['fields=nope', 'fields'],
  ['fields=%2Bscopes,name', 'fields'],
  ['fields=%2Btoken', 'fields'],
  ['fields=name&fields=owner', 'fields'],
  ['apiTokenSelector=enabled(true)', 'apiTokenSelector'],
  ['apiTokenSelector=owner(john)', 'apiTokenSelector'],
  ['apiTokenSelector=nonsense', 'apiTokenSelector'],
  ['sort=owner', 'sort'],
  ['sort=--name', 'sort'],
  ['sort=name,creationDate', 'sort'],
  ['from=yesterday', 'from'],
  ['to=2021-02-30T00:00', 'to'],
  ['from=now-5s', 'from'],
  ['nextPageKey=nonsense', 'nextPageKey'],
  ['nextPageKey=AQAAABQBAAAABQ%3D%3D', 'nextPageKey'],
  ['nextPageKey=a&nextPageKey=b', 'nextPageKey'],
  ['nextPageKey=nonsense&fields=nope', 'nextPageKey'],
  ['pageSize=5&sort=x&fields=%00&from=%20', 'pageSize'],
  ['sort=x&fields=%00&from=%20&apiTokenSelector=(', 'apiTokenSelector', 'fields', 'sort', 'from'],
])('%s names the parameter', async (query, ...parameters) => {
  const { status, json } = await call(server, caller, 'GET', `?${query}`);
  expect(json).toEqual(violated(...parameters.map((one) => ['QUERY', one] as const)));
  expect(status).toBe(400);
});

test('a key stands alone, and is refused when it was altered', async () => {
  for (let count = 0; count < 101; count += 1) await issue(server);
  const { json } = await call(server, caller, 'GET', '?pageSize=100&sort=name');
  const key: string = json.nextPageKey;
  expect((await call(server, caller, 'GET', `?nextPageKey=${key}`)).status).toBe(200);
  const [parameters, ...rest] = JSON.parse(Buffer.from(key, 'base64url').toString());
  const forged = [
    [{ ...parameters, sort: 'creationDate' }, ...rest],
    [{ ...parameters, sort: 'nope' }, ...rest],
    [{ ...parameters, pageSize: 1_000_000 }, ...rest],
    [{ ...parameters, apiTokenSelector: 'x' }, ...rest],
    [parameters, ...rest, 1],
  ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
  for (const query of [`${key}&pageSize=100`, `${key}&fields=name`, `${key}x`, key.slice(1), ...forged]) {
    const refused = await call(server, caller, 'GET', `?nextPageKey=${query}`);
    expect([refused.status, refused.json]).toEqual([400, violated(['QUERY', 'nextPageKey'])]);
  }
});
