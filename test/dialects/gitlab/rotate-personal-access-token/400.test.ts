import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, revokeDirectly, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
function rotate(id: number, body = {}, as = server.rootSecret) {
  return server.call('POST', `/personal_access_tokens/${id}/rotate`, { body, as });
}

it('a token that is revoked already, by its id and a good credential: and its successors stay good', async () => {
  const { details } = await server.user();
  const { id } = details.token;
  const successor = await rotate(id);
  const again = await rotate(id);
  expect([again.status, again.json]).toEqual([400, { message: '400 Bad request - Token already revoked' }]);
  expect(await server.authority.verify({ secret: successor.json.token })).toMatchObject({ valid: true });
  const other = await server.user();
  await revokeDirectly(server, other);
  expect((await rotate(other.details.token.id)).json.message).toContain('Token already revoked');
});

it('of two who rotate at once one is refused', async () => {
  const { details } = await server.user();
  const answers = await Promise.all([rotate(details.token.id), rotate(details.token.id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

it('an expiry later than allowed, and the token stays good', async () => {
  const { details, secret } = await server.user();
  const [last, beyond] = [365, 366].map((days) => dayFrom(server.clock.now(), days));
  const answer = await rotate(details.token.id, { expires_at: beyond });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: `400 Bad request - Expires at must be before ${last}` },
  ]);
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
  expect((await rotate(details.token.id, { expires_at: last })).status).toBe(200);
});

it('an expiry that is no day', async () => {
  const { details } = await server.user();
  for (const expires_at of ['soon', 7, ['2030-01-01']]) {
    const answer = await rotate(details.token.id, { expires_at });
    expect([answer.status, answer.json]).toEqual([400, { error: 'expires_at is invalid' }]);
  }
});

it('nobody gains a scope by rotating: not api an administrator’s, not a former administrator its own', async () => {
  const message = '400 Bad request - Not eligible to rotate tokens with permissions not held by the user';
  const admin = await server.user('admin', ['api']);
  const strong = await server.user('admin', ['api', 'sudo']);
  const answer = await rotate(strong.details.token.id, {}, admin.secret);
  expect([answer.status, answer.json]).toEqual([400, { message }]);
  expect(await server.authority.verify({ secret: strong.secret })).toMatchObject({ valid: true });

  const weak = await server.issue('personal_access_token', { account: strong.account, scopes: ['api'] });
  await server.authority.updateAccount(server.operator, strong.account, { role: 'editor' });
  expect((await rotate(strong.details.token.id, {}, weak.secret)).json).toEqual({ message });
});
