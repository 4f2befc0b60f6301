import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, insufficientScope, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('nobody but an administrator, even with the scope', async () => {
  for (const role of ['editor', 'viewer'] as const) {
    const { secret } = await server.user(role, ['api', 'sudo']);
    const answer = await server.call('GET', '/user', { as: secret, headers: { sudo: 'root' } });
    expect([answer.status, answer.json]).toEqual([
      403,
      { message: '403 Forbidden - Must be admin to use sudo' },
    ]);
  }
});

it('an administrator’s token without the scope sudo', async () => {
  const { secret } = await server.user('admin', ['api', 'admin_mode']);
  const answer = await server.call('GET', '/user', { as: secret, headers: { sudo: 'root' } });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('sudo')]);
});

it('sudo alone opens no call that needs api', async () => {
  const { secret } = await server.user('admin', ['sudo']);
  const answer = await server.call('GET', '/user', { as: secret, headers: { sudo: 'root' } });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('api', 'read_api', 'read_user')]);
});

it('nobody acts as a blocked account', async () => {
  const account = await server.account();
  await server.authority.updateAccount(server.operator, account, { blocked: true });
  const answer = await server.call('GET', '/user', { headers: { sudo: account.username } });
  expect([answer.status, answer.json]).toEqual([
    403,
    { message: '403 Forbidden - Your account has been blocked.' },
  ]);
});

it('an administrator who acts as an ordinary user is no administrator', async () => {
  const { account } = await server.user();
  const { secret } = await server.user();
  const answer = await server.identify(secret, {
    headers: { ...server.admin, sudo: account.username },
  });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
});
