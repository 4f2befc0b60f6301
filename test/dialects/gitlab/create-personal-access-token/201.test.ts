import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
async function create(body: unknown, headers = {}, as = server.rootSecret) {
  const account = await server.account();
  const path = `/users/${account.id}/personal_access_tokens`;
  return { account, answer: await server.call('POST', path, { body, headers, as }) };
}

it('the token is good, is shown once and acts for its user', async () => {
  const body = { name: ' CI ', scopes: ['api', 'read_user'], description: 'for CI', expires_at: null };
  const { account, answer } = await create(body);
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    name: 'CI',
    description: 'for CI',
    user_id: account.id,
    scopes: ['api', 'read_user'],
    active: true,
    expires_at: dayFrom(server.clock.now(), 365),
  });
  expect(Object.keys(answer.json).at(-1)).toBe('token');
  expect(answer.json.token).toMatch(/^glpat-/);
  const { record, valid } = await server.authority.verify({ secret: answer.json.token });
  expect([valid, record?.token.kind, record?.createdBy?.id]).toEqual([true, 'personal_access_token', 1]);
  const shown = await server.call('GET', `/personal_access_tokens/${answer.json.id}`);
  expect(shown.text).not.toContain(answer.json.token);
  expect(server.logged()).not.toContain(answer.json.token);
});

describe('scopes as the clients send them', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  it.each([
    ['an array', { name: 'x', scopes: ['api', 'read_api'] }, {}, ['api', 'read_api']],
    ['python-gitlab: a plain string', { name: 'x', scopes: 'api' }, {}, ['api']],
    ['a list with commas', { name: 'x', scopes: 'api,read_api' }, {}, ['api', 'read_api']],
    ['Ruby: a form with scopes[]', 'name=x&scopes[]=api&scopes[]=read_api', form, ['api', 'read_api']],
    ['Ruby: the same encoded', 'name=x&scopes%5B%5D=api', form, ['api']],
    ['gitlab4j: a form with one scopes', 'name=x&scopes=api%2Cread_api', form, ['api', 'read_api']],
  ])('%s', async (_name, body, headers, scopes) => {
    const { answer } = await create(body, headers);
    expect([answer.status, answer.json.scopes]).toEqual([201, scopes]);
  });
});

it('on the last day that is allowed', async () => {
  const expires_at = dayFrom(server.clock.now(), 365);
  const { answer } = await create({ name: 'x', scopes: ['api'], expires_at });
  expect([answer.status, answer.json.expires_at]).toEqual([201, expires_at]);
});

it('an administrator’s personal access token with api is enough for what api stands for', async () => {
  const { secret } = await server.user('admin', ['api']);
  const scopes = ['read_api', 'read_user', 'k8s_proxy', 'self_rotate', 'write_registry', 'ai_features'];
  const { answer } = await create({ name: 'x', scopes }, {}, secret);
  expect([answer.status, answer.json.scopes]).toEqual([201, scopes]);
});

it('an administrator gets administrators’ scopes from a token that has them', async () => {
  const boss = await server.account('admin');
  for (const as of [server.rootSecret, (await server.user('admin', ['api', 'sudo', 'admin_mode'])).secret]) {
    const answer = await server.call('POST', `/users/${boss.id}/personal_access_tokens`, {
      as,
      body: { name: 'x', scopes: ['sudo', 'admin_mode'] },
    });
    expect([answer.status, answer.json.scopes]).toEqual([201, ['sudo', 'admin_mode']]);
  }
});

it('for a service account', async () => {
  const { id } = await server.authority.createAccount(server.operator, {
    type: 'service_account',
    username: 'robot',
  });
  const answer = await server.call('POST', `/users/${id}/personal_access_tokens`, {
    body: { name: 'x', scopes: ['api'] },
  });
  expect([answer.status, answer.json.user_id]).toEqual([201, id]);
});
