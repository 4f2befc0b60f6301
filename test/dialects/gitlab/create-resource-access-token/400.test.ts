import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
const body = { name: 'x', scopes: ['api'] };

it.each([
  [{}, { error: 'name is missing, scopes is missing' }],
  [{ ...body, scopes: ['read_user'] }, { error: 'scopes does not have a valid value' }],
  [{ ...body, scopes: ['sudo'] }, { error: 'scopes does not have a valid value' }],
  [{ ...body, access_level: 35 }, { error: 'access_level does not have a valid value' }],
  [{ ...body, access_level: 'x' }, { error: 'access_level is invalid' }],
  [{ ...body, name: '' }, { message: "400 Bad request - Name can't be blank" }],
])('%j', async (sent, expected) => {
  const project = await server.source('project');
  const answer = await server.call('POST', `/projects/${project.id}/access_tokens`, { body: sent });
  expect([answer.status, answer.json]).toEqual([400, expected]);
});

it('an expiry later than allowed', async () => {
  const project = await server.source('project');
  const answer = await server.call('POST', `/projects/${project.id}/access_tokens`, {
    body: { ...body, expires_at: dayFrom(server.clock.now(), 366) },
  });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: `400 Bad request - Expires at must be before ${dayFrom(server.clock.now(), 365)}` },
  ]);
});

it.each(['project', 'group'] as const)('who does not manage the %s, and its own tokens', async (type) => {
  const resource = await server.source(type);
  const message = `400 Bad request - User does not have permission to create ${type} access token`;
  const editor = await server.user();
  const bot = await server.issue(`${type}_access_token`, {
    resource: { id: resource.id },
    scopes: ['api'],
    attributes: { access_level: 50 },
  });
  for (const { secret } of [editor, bot]) {
    const path = `/${type}s/${resource.id}/access_tokens`;
    const answer = await server.call('POST', path, { as: secret, body });
    expect([answer.status, answer.json]).toEqual([400, { message }]);
  }
  expect(await server.authority.countTokens({ now: 0, resourceId: resource.id })).toBe(1);
});
