import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a user makes itself a token of few scopes, usable from no more addresses than its own', async () => {
  const account = await server.account();
  const caller = await server.issue('personal_access_token', {
    account,
    scopes: ['api'],
    allowedIps: ['127.0.0.0/8'],
  });
  const answer = await server.call('POST', '/user/personal_access_tokens', {
    as: caller.secret,
    body: { name: 'x', scopes: ['k8s_proxy', 'self_rotate'] },
  });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({ user_id: account.id, scopes: ['k8s_proxy', 'self_rotate'] });
  const secret: string = answer.json.token;
  expect(await server.authority.verify({ secret, ip: '192.0.2.1' })).toMatchObject({ reason: 'ip_denied' });
  expect(await server.authority.verify({ secret, ip: '127.0.0.1' })).toMatchObject({ valid: true });
});
