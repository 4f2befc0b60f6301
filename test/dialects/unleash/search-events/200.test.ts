import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

const search = (query: string, at = server, authorization = at.rootSecret) =>
  call(at, authorization, 'GET', `/search/events?${query}`);

async function create(at: TestServer, tokenName: string, authorization = at.rootSecret): Promise<string> {
  const body = { tokenName, type: 'client', expiresAt: '2099-01-01T00:00:00Z' };
  return (await call(at, authorization, 'POST', '/api-tokens', body)).json.secret;
}

test('what was done to a token is told with what it was before and after, never its secret', async () => {
  const secret = await create(server, 'life');
  const record = await recordOf(server, secret);
  await call(server, server.rootSecret, 'PUT', pathOf(secret), { expiresAt: '2100-01-01T00:00:00Z' });
  await call(server, server.rootSecret, 'DELETE', pathOf(secret));
  const token = {
    tokenName: 'life',
    type: 'client',
    project: '*',
    projects: ['*'],
    environment: 'default',
    expiresAt: '2099-01-01T00:00:00.000Z',
    createdAt: new Date(record.createdAt).toISOString(),
    alias: null,
    username: 'life',
  };
  const later = { ...token, expiresAt: '2100-01-01T00:00:00.000Z' };
  const told = async (type: string) => {
    const { status, text, json } = await search(`type=IS:${type}&limit=1`);
    expect(status).toBe(200);
    expect(text).not.toContain(secret.slice(-56));
    expect(text).not.toContain(record.publicId);
    return json.events[0];
  };
  const created = await told('api-token-created');
  expect(created).toEqual({
    id: expect.any(Number),
    type: 'api-token-created',
    createdBy: 'root',
    createdAt: token.createdAt,
    createdByUserId: 1,
    data: token,
    preData: null,
    tags: [],
    featureName: null,
    project: '*',
    environment: 'default',
  });
  expect(Object.keys(created).slice(0, 7)).toEqual([
    'id',
    'type',
    'createdBy',
    'createdAt',
    'createdByUserId',
    'data',
    'preData',
  ]);
  expect(await told('api-token-updated')).toMatchObject({ data: later, preData: token });
  expect(await told('api-token-deleted')).toMatchObject({ data: null, preData: later });
});

test('an admin token is told by its name and -42', async () => {
  const admin = await issue(server, { kind: 'unleash_admin_token', name: 'the deployer' });
  await create(server, 'deployed', admin.secret);
  const { json } = await search('type=IS:api-token-created&limit=1');
  expect(json.events).toMatchObject([{ createdBy: 'the deployer', createdByUserId: -42 }]);
});

test('under profile 7 a token has no username', async () => {
  await create(seven, 'newer');
  const { json } = await search('type=IS:api-token-created', seven);
  expect(Object.keys(json.events[0].data)).not.toContain('username');
  expect(json.events[0].data.secure).toBe(false);
});

test('personal access tokens have events of their own, for administrators', async () => {
  const body = { description: 'mine', expiresAt: '2099-01-01T00:00:00Z' };
  for (const at of [server, seven]) {
    const { json } = await call(at, at.rootSecret, 'POST', '/user/tokens', body);
    await call(at, at.rootSecret, 'DELETE', `/user/tokens/${json.id}`);
    const hidden = at === server ? { secret: '***' } : {};
    const data = { description: 'mine', expiresAt: '2099-01-01T00:00:00.000Z', ...hidden };
    const found = await search('type=IS_ANY_OF:pat-created,pat-deleted&limit=2', at);
    expect(found.text).not.toContain(json.secret.slice(-56));
    expect(found.json.events).toMatchObject([
      { type: 'pat-deleted', data: { id: json.id, ...data }, preData: null },
      { type: 'pat-created', preData: null, project: null, environment: null },
    ]);
    expect(found.json.events[1].data).toEqual(data);
  }
});

test('events are paged from the newest, and all are counted', async () => {
  for (let made = 0; made < 3; made += 1) await issue(seven, { name: `page ${made}` });
  const page = async (query: string) => {
    const { json } = await search(`type=IS:api-token-created&${query}`, seven);
    return [json.total, json.events.map(({ data }: { data: { tokenName: string } }) => data.tokenName)];
  };
  const { json } = await search('type=IS:api-token-created', seven);
  expect(await page('limit=2')).toEqual([json.total, ['page 2', 'page 1']]);
  expect(await page('limit=1&offset=2')).toEqual([json.total, ['page 0']]);
  expect((await page('limit=0'))[1]).toHaveLength(json.total);
  expect((await page('limit=many&offset=-1'))[1]).toHaveLength(json.total);
});

test('a period is told by its first and last day', async () => {
  const { clock } = server;
  clock.set(Date.UTC(2031, 4, 5, 23, 59, 59, 999));
  await issue(server, { name: 'late' });
  clock.advance(1);
  await issue(server, { name: 'early' });
  const names = async (query: string) =>
    (await search(query)).json.events.map(({ data }: { data: { tokenName: string } }) => data.tokenName);
  expect(await names('from=IS:2031-05-05&to=IS:2031-05-05')).toEqual(['late']);
  expect(await names('from=IS:2031-05-06')).toEqual(['early']);
  expect(await names('from=IS:2031-05-05')).toEqual(['early', 'late']);
});

test('an event of a type that Jeton has not is none', async () => {
  const { status, json } = await search('type=IS:feature-created');
  expect([status, json]).toEqual([200, { events: [], total: 0 }]);
});

test('whoever does not see a token does not see what happened to it', async () => {
  for (const type of ['client', 'frontend', 'admin'] as const)
    await issue(seven, { name: type, kind: `unleash_${type}_token` });
  const types = async (authorization: string) => {
    const { status, json } = await search('limit=1000', seven, authorization);
    expect([status, json.total]).toEqual([200, json.events.length]);
    const seen = json.events.map(({ data }: { data: { type?: string } }) => data?.type ?? 'personal');
    return [...new Set(seen)].sort();
  };
  expect(await types(await personalToken(seven, 'viewer'))).toEqual([]);
  expect(await types(await personalToken(seven, 'editor'))).toEqual(['client', 'frontend']);
  expect(await types(await permitted(seven, 'READ_FRONTEND_API_TOKEN'))).toEqual(['frontend']);
  expect(await types(seven.rootSecret)).toEqual(['admin', 'client', 'frontend', 'personal']);
});

test('what happens to tokens of other dialects is not told', async () => {
  const before = (await search('')).json.total;
  await issue(server, { kind: 'access_token', name: 'native' });
  expect((await search('')).json.total).toBe(before);
});

test('OPTIONS names the methods of the path, and the path has any case', async () => {
  const { headers } = await call(server, server.rootSecret, 'OPTIONS', '/Search/EVENTS/');
  expect(headers.allow).toBe('GET,HEAD');
});
