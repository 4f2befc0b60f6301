import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const DATE = /^\d{4}-\d\d-\d\d$/;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

describe('python-gitlab', () => {
  it('sends scopes as a plain string, rotates with a JSON body and follows Link', async () => {
    const { id } = await server.account();
    const made = await server.call('POST', `/users/${id}/personal_access_tokens`, {
      body: { name: 'x', scopes: 'api' },
    });
    expect([made.status, made.json.scopes]).toEqual([201, ['api']]);
    const project = await server.source('project');
    const token = await server.call('POST', `/projects/${project.id}/access_tokens`, {
      body: { name: 'x', scopes: ['api'] },
    });
    const self = await server.call('POST', `/projects/${project.id}/access_tokens/self/rotate`, {
      as: token.json.token,
      body: {},
    });
    expect(self.status).toBe(200);
    const list = await server.call('GET', '/personal_access_tokens?per_page=1&state=active');
    expect(list.headers.link).toMatch(/<http:[^>]+page=2[^>]*>; rel="next"/);
    for (const name of ['x-page', 'x-prev-page', 'x-next-page', 'x-per-page', 'x-total', 'x-total-pages'])
      expect(list.headers[name]).toBeDefined();
  });

  it('reads `message` before `error`, whatever it is', async () => {
    const refused = await server.call('POST', '/users/1/personal_access_tokens', { body: {} });
    expect(refused.json.message ?? refused.json.error).toBe('name is missing, scopes is missing');
  });
});

describe('go-gitlab', () => {
  it('decodes expiry as a day and every other time as RFC 3339', async () => {
    const project = await server.source('project');
    const token = await server.call('POST', `/projects/${project.id}/access_tokens`, {
      body: { name: 'x', scopes: ['read_api'], access_level: 30, expires_at: dayFrom(server.clock.now(), 9) },
    });
    expect(token.status).toBe(201);
    await server.call('GET', '/personal_access_tokens/self', { as: token.json.token });
    const { json } = await server.call('GET', `/projects/${project.id}/access_tokens/${token.json.id}`);
    expect(json.expires_at).toMatch(DATE);
    for (const time of [json.created_at, json.last_used_at]) expect(time).toMatch(RFC3339);

    const deploy = await server.call('POST', `/projects/${project.id}/deploy_tokens`, {
      body: { name: 'x', scopes: ['read_registry'], expires_at: '2034-05-06T07:08:09Z' },
    });
    expect(deploy.json.expires_at).toMatch(RFC3339);
  });

  it('asks for 404 where there is nothing, and never for another success than it knows', async () => {
    expect((await server.call('GET', '/personal_access_tokens/999999')).status).toBe(404);
    const { details } = await server.user();
    const path = `/personal_access_tokens/${details.token.id}`;
    expect((await server.call('POST', `${path}/rotate`, { body: { expires_at: null } })).status).toBe(200);
    expect((await server.call('DELETE', path)).status).toBe(204);
  });
});

describe('gitlab4j', () => {
  it('gets exactly 200, 201, 200 and 204', async () => {
    const { id } = await server.account();
    const created = await server.call('POST', `/users/${id}/impersonation_tokens`, {
      body: `name=x&scopes[]=api&scopes[]=read_user&expires_at=${dayFrom(server.clock.now(), 5)}`,
      headers: form,
    });
    expect([created.status, created.json.scopes]).toEqual([201, ['api', 'read_user']]);
    const path = `/users/${id}/impersonation_tokens/${created.json.id}`;
    expect((await server.call('GET', path)).status).toBe(200);
    expect((await server.call('DELETE', path)).status).toBe(204);
    const { details } = await server.user();
    const rotated = await server.call('POST', `/personal_access_tokens/${details.token.id}/rotate`, {
      body: `expires_at=${dayFrom(server.clock.now(), 5)}`,
      headers: form,
    });
    expect(rotated.status).toBe(200);
    expect(
      (await server.call('DELETE', '/personal_access_tokens/self', { as: rotated.json.token })).status,
    ).toBe(204);
  });
});

describe('Ruby’s gitlab', () => {
  it('sends forms with scopes[] and the parameters of a rotation in the query string', async () => {
    const group = await server.source('group');
    const body = 'name=x&scopes[]=api&scopes[]=read_repository&access_level=40';
    const made = await server.call('POST', `/groups/${group.id}/access_tokens`, { body, headers: form });
    expect([made.status, made.json.scopes]).toEqual([201, ['api', 'read_repository']]);
    const day = dayFrom(server.clock.now(), 12);
    const path = `/groups/${group.id}/access_tokens/${made.json.id}/rotate?expires_at=${day}`;
    const rotated = await server.call('POST', path, { headers: form });
    expect([rotated.status, rotated.json.expires_at]).toEqual([200, day]);
  });
});
