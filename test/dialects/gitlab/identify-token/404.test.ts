import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab, type TestToken } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

async function expectNotFound(token: string, name = token): Promise<void> {
  const answer = await server.identify(token);
  expect([answer.status, answer.json], name).toEqual([404, { message: { error: 'Not found' } }]);
}

describe('a known prefix without a record', () => {
  it('of every type, and right or wrong in shape', async () => {
    for (const { dialect, format, example } of server.authority.kinds.all) {
      if (dialect !== 'gitlab') continue;
      await expectNotFound(example);
      for (const prefix of format.prefixes) {
        await expectNotFound(prefix);
        await expectNotFound(`${prefix}${'x'.repeat(5000)}`, `long ${prefix}`);
      }
    }
  });

  it.each([
    ['null bytes', 'glpat-\u0000\u0000abcdefghijklmnopqrst'],
    ['a lone surrogate', 'glpat-\ud800abcdefghijklmnopqrst'],
    ['letters beyond ASCII', 'glpat-ééééééééééééééééééé'],
    ['a line feed', 'glpat-abcdefghij\nklmnopqrst'],
  ])('and with %s in it', async (_name, token) => {
    await expectNotFound(token);
  });
});

it('a secret is not trimmed', async () => {
  const { secret } = await server.issue('personal_access_token');
  await expectNotFound(`${secret} `);
  await expectNotFound(`${secret}\n`);
  expect((await server.identify(` ${secret}`)).status).toBe(422);
});

it('a runner registration token is recognised and never told about', async () => {
  const { secret } = await server.issue('runner_registration_token');
  expect(secret).toMatch(/^GR1348941/);
  await expectNotFound(secret);
});

it('a job token is found only while its job is running', async () => {
  const token = await server.issue('ci_job_token');
  expect((await server.identify(token.secret)).status).toBe(200);
  const { resource } = token.details;
  if (resource === null) throw new Error('a job token belongs to a job');
  for (const status of ['success', 'failed', 'canceled', 'pending']) {
    await server.authority.updateResource(server.operator, resource, { attributes: { status } });
    await expectNotFound(token.secret, status);
  }
  await server.authority.updateResource(server.operator, resource, { attributes: { status: 'running' } });
  expect((await server.identify(token.secret)).status).toBe(200);
});

it('the old secret of a token that was reset is forgotten', async () => {
  for (const kind of [
    'feed_token',
    'incoming_email_token',
    'oauth_application_secret',
    'runner_authentication_token',
    'feature_flags_client_token',
  ] as const) {
    const token: TestToken = await server.issue(kind);
    expect((await server.revoke(token.secret)).status, kind).toBe(204);
    await expectNotFound(token.secret, kind);
    expect((await server.stored(token)).token.revokedReason).toBe('reset');
  }
});

it('the form of a feed token for one path is not looked up', async () => {
  await expectNotFound(`glft-${'a'.repeat(64)}-1`);
});

it('the first type whose prefix matches is the only one that is tried', async () => {
  await server.issue('personal_access_token', { secret: 'gldt-a-personal-access-token' });
  await expectNotFound('gldt-a-personal-access-token');
});

it('a path that nobody serves is answered in GitLab’s form', async () => {
  for (const path of [
    '/api/v4',
    '/api/v4/admin',
    '/api/v4/admin/token/',
    '/api/v4/nothing?token=glpat-secret',
  ]) {
    const answer = await server.send(path, { method: 'POST', headers: server.admin, body: {} });
    expect([answer.status, answer.json], path).toEqual([404, { error: '404 Not Found' }]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
    });
  }
  expect(server.logged()).not.toContain('glpat-secret');
});
