import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_UNLEASH_PROFILE: '7', JETON_UNLEASH_SECRETS: 'hidden' });
});
afterAll(() => server.close());

test('under profile 7 a token ends with secure and has no username', async () => {
  await issue(server, { name: 'seven' });
  const { json } = await byName(server, 'seven', server.rootSecret);
  expect(Object.keys(json.tokens[0])).toEqual([
    'secret',
    'tokenName',
    'type',
    'project',
    'projects',
    'environment',
    'expiresAt',
    'createdAt',
    'alias',
    'seenAt',
    'secure',
  ]);
  expect(json.tokens[0].secure).toBe(false);
});

test('under profile 7 a backend token is listed as created', async () => {
  await issue(server, { name: 'backend', kind: 'unleash_backend_token' });
  const { json } = await byName(server, 'backend', await personalToken(server, 'editor'));
  expect(json.tokens).toMatchObject([{ type: 'backend' }]);
});

test('an installation that hides secrets shows where a token is good and its last four characters', async () => {
  const { secret } = await issue(server, {
    name: 'hidden',
    attributes: { projects: ['default'], environment: 'development' },
  });
  const { text, json } = await byName(server, 'hidden', server.rootSecret);
  expect(json.tokens[0].secret).toBe(`default:development.****${secret.slice(-4)}`);
  expect(text).not.toContain(secret.slice(-56));
  expect(await server.authority.auditEvents({ type: 'secrets_read', limit: 1 })).toEqual([]);
});

test('an imported secret of any shape is hidden in the same way', async () => {
  const secret = 'an-old-secret-without-any-shape';
  await issue(server, { name: 'imported', secret, attributes: { environment: 'production' } });
  const { text, json } = await byName(server, 'imported', server.rootSecret);
  expect(json.tokens[0].secret).toBe('*:production.****hape');
  expect(text).not.toContain('without-any');
});
