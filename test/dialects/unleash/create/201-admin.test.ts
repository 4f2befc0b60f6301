import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, call, issue, recordOf } from '../unleash-fixtures.ts';

describe.each(['6', '7'])('where admin tokens may be created, under profile %s', (profile) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({
      JETON_UNLEASH_PROFILE: profile,
      JETON_UNLEASH_ADMIN_TOKEN_CREATION: 'true',
    });
  });
  afterAll(() => server.close());

  const create = (body: unknown, authorization = server.rootSecret) =>
    call(server, authorization, 'POST', '/api-tokens', body);

  test('an administrator gets one that works everywhere', async () => {
    const { status, json } = await create({ tokenName: 'root', type: 'ADMIN' });
    expect([status, json.type, json.environment, json.projects]).toEqual([201, 'admin', '*', ['*']]);
    expect(json.secret).toMatch(/^\*:\*\.[0-9a-f]{56}$/);
    expect((await byName(server, 'root', json.secret)).json.tokens).toMatchObject([{ type: 'admin' }]);
  });

  test('all projects beside one are all projects', async () => {
    const { status, json } = await create({ tokenName: 'r', type: 'admin', projects: ['*', 'default'] });
    expect([status, json.projects]).toEqual([201, ['*']]);
  });

  test.each([{ projects: ['default'] }, { project: 'default' }, { environment: 'default' }])(
    'one with %j is refused',
    async (scope) => {
      const { status, json } = await create({ tokenName: 'r', type: 'admin', ...scope });
      expect([status, json.name]).toEqual([400, 'BadDataError']);
    },
  );

  test('one made by a token bound to addresses is bound to the same', async () => {
    const allowedIps = ['127.0.0.0/8'];
    const { secret } = await issue(server, { kind: 'unleash_admin_token', allowedIps });
    const { json } = await create({ tokenName: 'bound', type: 'admin' }, secret);
    expect((await recordOf(server, json.secret)).allowedIps).toEqual(allowedIps);
  });
});
