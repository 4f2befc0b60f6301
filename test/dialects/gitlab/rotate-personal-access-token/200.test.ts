import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('the old token is dead and the new one good, with name, description, scopes and owner kept', async () => {
  const { account, secret } = await server.user();
  const old = await server.issue('personal_access_token', {
    account,
    scopes: ['read_api', 'read_user'],
    description: 'kept',
    allowedIps: ['127.0.0.0/8'],
  });
  const { id } = old.details.token;
  const answer = await server.call('POST', `/personal_access_tokens/${id}/rotate`, { as: secret });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({
    name: old.details.token.name,
    description: 'kept',
    scopes: ['read_api', 'read_user'],
    user_id: account.id,
    active: true,
    last_used_at: null,
    expires_at: dayFrom(server.clock.now(), 7),
  });
  expect(Object.keys(answer.json).at(-1)).toBe('token');
  expect(await server.authority.verify({ secret: old.secret, ip: '127.0.0.1' })).toMatchObject({
    reason: 'revoked',
  });
  const successor = await server.authority.verify({ secret: answer.json.token, ip: '127.0.0.1' });
  expect(successor).toMatchObject({
    valid: true,
    record: { token: { id: answer.json.id, rotatedFromId: id, allowedIps: ['127.0.0.0/8'] } },
  });
  const identified = await server.identify(answer.json.token);
  expect(identified.json.previous_personal_access_token_id).toBe(id);
});

it('the expiry may be given in a JSON body, a form or the query string, where Ruby’s client puts it', async () => {
  const wanted = dayFrom(server.clock.now(), 30);
  for (const [query, how] of [
    ['', { body: { expires_at: wanted } }],
    ['', { body: `expires_at=${wanted}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [`?expires_at=${wanted}`, {}],
  ] as const) {
    const { details } = await server.user();
    const path = `/personal_access_tokens/${details.token.id}/rotate${query}`;
    const answer = await server.call('POST', path, how);
    expect([answer.status, answer.json.expires_at]).toEqual([200, wanted]);
  }
});

it('an administrator rotates anybody’s, an impersonation token stays one, an expired token comes to life', async () => {
  const { account } = await server.user();
  for (const kind of ['personal_access_token', 'impersonation_token', 'project_access_token'] as const) {
    const token = await server.issue(kind, {
      ...(kind !== 'project_access_token' && { account }),
      scopes: ['api'],
      expiresAt: Date.UTC(2020, 0, 1),
    });
    const path = `/personal_access_tokens/${token.details.token.id}/rotate`;
    const answer = await server.call('POST', path);
    expect([answer.status, answer.json.user_id]).toEqual([200, token.details.token.accountId]);
    const { record, valid } = await server.authority.verify({ secret: answer.json.token });
    expect([valid, record?.token.kind]).toEqual([true, kind]);
  }
});

it('where no expiry is required a token without one stays without', async () => {
  const lax = await startGitlab({ JETON_GITLAB_REQUIRE_EXPIRY: 'false' });
  const { details } = await lax.user();
  const answer = await lax.call('POST', `/personal_access_tokens/${details.token.id}/rotate`);
  expect([answer.status, answer.json.expires_at]).toEqual([200, null]);
  const far = await lax.call('POST', `/personal_access_tokens/${answer.json.id}/rotate`, {
    body: { expires_at: '2199-01-01' },
  });
  expect([far.status, far.json.expires_at]).toEqual([200, '2199-01-01']);
  await lax.close();
});
