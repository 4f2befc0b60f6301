import { expect, it } from 'vitest';
import { newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

const admin = `*:*.${'ab'.repeat(28)}`;
const env = {
  JETON_UNLEASH_INIT_ADMIN_API_TOKENS: admin,
  JETON_UNLEASH_INIT_CLIENT_API_TOKENS: '*:development.unleash-insecure-api-token',
};

it('starts with the tokens that Unleash’s own deployment brings along, and keeps what became of them', async () => {
  const dataDir = newDataDir();
  const first = await startJeton({ dataDir, env });
  const headers = { authorization: admin };
  const { json } = await first.send('/api/admin/api-tokens/admin', { headers });
  expect(json.tokens).toMatchObject([
    { secret: admin, tokenName: 'admin', type: 'admin', environment: '*' },
    {
      secret: env.JETON_UNLEASH_INIT_CLIENT_API_TOKENS,
      type: 'client',
      environment: 'development',
      projects: ['*'],
    },
  ]);
  const path = `/api/admin/api-tokens/${encodeURIComponent(env.JETON_UNLEASH_INIT_CLIENT_API_TOKENS)}`;
  expect((await first.send(path, { method: 'DELETE', headers })).status).toBe(200);
  const events = await first.send('/api/admin/search/events?type=IS:api-token-created', { headers });
  expect(events.json.events).toMatchObject([
    { createdBy: 'system', createdByUserId: -1337 },
    { createdBy: 'system', createdByUserId: -1337 },
  ]);
  await first.stop();
  const second = await startJeton({ dataDir, env });
  expect((await second.send('/api/admin/api-tokens', { headers })).json.tokens).toHaveLength(1);
});

it('refuses to start with a token that it cannot understand, without repeating it', async () => {
  const secret = `default:*.${'cd'.repeat(28)}`;
  const { code, stderr } = await runJeton(['serve', '--port', '0'], {
    dataDir: newDataDir(),
    env: { JETON_UNLEASH_INIT_ADMIN_API_TOKENS: secret },
  });
  expect(code).toBe(1);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain('JETON_UNLEASH_INIT_ADMIN_API_TOKENS');
  expect(stderr).not.toContain(secret);
});
