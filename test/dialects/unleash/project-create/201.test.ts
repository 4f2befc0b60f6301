import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

const create = (at: TestServer, body: unknown, authorization = at.rootSecret) =>
  call(at, authorization, 'POST', '/projects/default/api-tokens', body);

test('the project of the path decides, whatever the body says', async () => {
  for (const at of [server, seven])
    for (const scope of [{}, { project: 'nope' }, { projects: ['*'] }, { projects: [] }]) {
      const { status, headers, json } = await create(at, { tokenName: 'p', type: 'client', ...scope });
      expect([status, headers.location]).toEqual([201, 'api-tokens']);
      expect([json.projects, json.project]).toEqual([['default'], 'default']);
      expect(json.secret).toMatch(/^default:(?:default|development)\.[0-9a-f]{56}$/);
    }
});

test('an Editor may, for either family, though it may not create tokens of the whole installation', async () => {
  for (const caller of [
    await personalToken(server, 'editor'),
    await permitted(server, 'CREATE_PROJECT_API_TOKEN'),
  ])
    for (const type of ['client', 'frontend']) {
      const { status, json } = await create(server, { tokenName: 'p', type }, caller);
      expect([status, (await recordOf(server, json.secret)).kind]).toEqual([201, `unleash_${type}_token`]);
    }
});

test('under profile 7 a backend token can be created', async () => {
  const { status, json } = await create(seven, { tokenName: 'p', type: 'backend' });
  expect([status, json.type, json.secure]).toEqual([201, 'backend', false]);
});
