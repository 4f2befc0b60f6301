import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, call, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_UNLEASH_PROFILE: '7' });
  await server.authority.createResource(server.operator, { type: 'unleash_project', path: 'other' });
});
afterAll(() => server.close());

const create = (body: unknown) => call(server, server.rootSecret, 'POST', '/api-tokens', body);

test('under profile 7 the answer ends with secure, has no username, and the environment is development', async () => {
  const { status, text, json } = await create({ tokenName: 'seven', type: 'client' });
  expect(status).toBe(201);
  expect(text).toBe(
    `{"tokenName":"seven","environment":"development","projects":["*"],"secret":"${json.secret}","type":"client","alias":null,"project":"*","createdAt":"${json.createdAt}","secure":false}`,
  );
});

test('under profile 7 a backend token is created and listed as such', async () => {
  const { status, json } = await create({ tokenName: 'b', type: 'Backend' });
  expect([status, json.type]).toEqual([201, 'backend']);
  expect((await recordOf(server, json.secret)).kind).toBe('unleash_backend_token');
  expect((await byName(server, 'b', server.rootSecret)).json.tokens[0].type).toBe('backend');
});

test('under profile 7 the older name is passed over', async () => {
  const { status, json } = await create({ tokenName: 'new', username: 'old', type: 'client' });
  expect([status, json.tokenName, json.username]).toEqual([201, 'new', undefined]);
});

test('under profile 7 a single project is honoured, not widened to all; a list beside it wins', async () => {
  const one = await create({ tokenName: 'p', type: 'client', project: 'other' });
  expect([one.status, one.json.projects]).toEqual([201, ['other']]);
  const both = await create({ tokenName: 'p', type: 'client', project: 'other', projects: ['default'] });
  expect([both.status, both.json.projects]).toEqual([201, ['default']]);
});
