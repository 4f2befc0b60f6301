import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  await server.authority.createAccount(server.operator, { type: 'user', username: 'jane' });
  const account = { username: 'jane' };
  caller = (await issue(server, { account, scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

const secret = /^dt0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/;
const create = (body: object, accept?: string) =>
  callV1(server, caller, 'POST', '', { body, ...(accept && { headers: { accept } }) });
const described = async (token: string) => (await lookUp(server, token, caller)).json;

test('a token is answered alone, belongs to the caller’s owner and never expires', async () => {
  const { status, json } = await create({ name: 'old way', scopes: ['logs.read', 'settings.write'] });
  expect([status, json]).toEqual([201, { token: expect.stringMatching(secret) }]);
  expect(await described(json.token)).toMatchObject({
    name: 'old way',
    owner: 'jane',
    scopes: ['logs.read', 'settings.write'],
    personalAccessToken: false,
  });
  expect(await described(json.token)).not.toHaveProperty('expirationDate');
});

test.each([
  [{ value: 5, unit: 'DAYS' }, 5 * 86_400_000],
  [{ value: 5, unit: 'HOURS' }, 5 * 3_600_000],
  [{ value: 5, unit: 'MINUTES' }, 300_000],
  [{ value: 600, unit: 'SECONDS' }, 600_000],
  [{ value: 600_000, unit: 'MILLIS' }, 600_000],
  [{ value: 600_000 }, 600_000],
  [{ value: 600_000, unit: null }, 600_000],
])('a lifetime of %j is %i milliseconds', async (expiresIn, lifetime) => {
  const { json } = await create({ name: 'x', scopes: [], expiresIn });
  const { creationDate, expirationDate } = await described(json.token);
  expect(Math.abs(Date.parse(expirationDate) - Date.parse(creationDate) - lifetime)).toBeLessThan(1000);
});

test.each([
  ['application/json', 'application/json; charset=utf-8', /^\{"token":"dt0c01\.[^"]+"\}$/],
  ['*/*', 'application/json; charset=utf-8', /^\{"token":/],
  ['text/plain', 'text/plain; charset=utf-8', secret],
  ['text/plain, */*;q=0.5', 'text/plain; charset=utf-8', secret],
  ['text/csv; header=present', 'text/csv; header=present; charset=utf-8', /^token\ndt0c01\.[A-Z0-9.]+$/],
  ['text/csv; header=absent', 'text/csv; header=absent; charset=utf-8', secret],
])('Accept: %s is answered as %s', async (accept, contentType, text) => {
  const answer = await create({ name: 'x', scopes: [] }, accept);
  expect([answer.status, answer.headers['content-type']]).toEqual([201, contentType]);
  expect(answer.text).toMatch(text);
});

test('null and unknown members count as absent', async () => {
  const { status } = await create({ name: 'x', scopes: [], expiresIn: null, personalAccessToken: true });
  expect(status).toBe(201);
});
