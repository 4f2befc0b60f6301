import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
async function refusal(body: unknown, how: { as?: string; role?: 'admin' | 'editor' } = {}) {
  const { id } = await server.account(how.role);
  const answer = await server.call('POST', `/users/${id}/personal_access_tokens`, {
    body,
    ...(how.as !== undefined && { as: how.as }),
  });
  expect(answer.status).toBe(400);
  expect(await server.authority.countTokens({ now: 0, accountId: id })).toBe(0);
  return answer.json;
}

it.each([
  ['nothing', {}, 'name is missing, scopes is missing'],
  ['no scopes', { name: 'x' }, 'scopes is missing'],
  ['a name that is no text', { name: 7, scopes: ['api'] }, 'name is invalid'],
  ['scopes that are none', { name: 'x', scopes: [7] }, 'scopes is invalid'],
  ['an unknown scope', { name: 'x', scopes: ['api', 'root'] }, 'scopes does not have a valid value'],
  ['a native scope', { name: 'x', scopes: ['*'] }, 'scopes does not have a valid value'],
  ['a day that is none', { name: 'x', scopes: ['api'], expires_at: '2026-02-30' }, 'expires_at is invalid'],
  [
    'a description that is no text',
    { name: 'x', scopes: ['api'], description: [] },
    'description is invalid',
  ],
])('%s', async (_name, body, error) => expect(await refusal(body)).toEqual({ error }));

it.each([
  ['a blank name', { name: ' ', scopes: ['api'] }, "Name can't be blank"],
  ['no scope at all', { name: 'x', scopes: [] }, "Scopes can't be blank"],
  [
    'a name too long',
    { name: 'x'.repeat(256), scopes: ['api'] },
    'Name is too long (maximum is 255 characters)',
  ],
  [
    'a description too long',
    { name: 'x', scopes: ['api'], description: 'x'.repeat(256) },
    'Description is too long (maximum is 255 characters)',
  ],
  [
    'an administrator’s scope for an ordinary user',
    { name: 'x', scopes: ['sudo'] },
    'Scopes can only contain available scopes',
  ],
])('%s', async (_name, body, reason) =>
  expect(await refusal(body)).toEqual({ message: `400 Bad request - ${reason}` }),
);

it('an expiry later than allowed', async () => {
  const [last, beyond] = [365, 366].map((days) => dayFrom(server.clock.now(), days));
  expect(await refusal({ name: 'x', scopes: ['api'], expires_at: beyond })).toEqual({
    message: `400 Bad request - Expires at must be before ${last}`,
  });
});

it('nobody grants an administrator’s scope that its own token lacks', async () => {
  const { secret } = await server.user('admin', ['api']);
  for (const scope of ['sudo', 'admin_mode', 'read_service_ping']) {
    const body = { name: 'x', scopes: [scope] };
    expect((await refusal(body, { as: secret, role: 'admin' })).message).toMatch(/^400 Bad request - /);
  }
});

it('the bot of a project access token gets no token that reaches further', async () => {
  const bot = await server.issue('project_access_token', { scopes: ['api'] });
  const path = `/users/${bot.details.token.accountId}/personal_access_tokens`;
  const answer = await server.call('POST', path, { body: { name: 'x', scopes: ['api'] } });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: '400 Bad request - Not permitted to create' },
  ]);
});
