import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('listed, shown and renamed; the token in full only at birth', async () => {
  const { account, secret } = await server.user();
  const project = await server.source('project', account);
  const path = `/projects/${project.id}/triggers`;
  const made = await server.call('POST', path, { as: secret, body: { description: 'nightly' } });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    description: 'nightly',
    token: expect.stringMatching(/^glptt-[0-9a-f]{40}$/),
    last_used: null,
    expires_at: null,
    owner: { id: account.id, username: account.username },
  });
  const list = await server.call('GET', path, { as: secret });
  expect(list.json).toMatchObject([{ id: made.json.id, token: `glptt-****${made.json.token.slice(-4)}` }]);
  const put = await server.call('PUT', `${path}/${made.json.id}`, {
    as: secret,
    body: { description: 'weekly' },
  });
  expect([put.status, put.json.description]).toEqual([200, 'weekly']);
  const same = await server.call('PUT', `${path}/${made.json.id}`, { as: secret });
  expect([same.status, same.json.description]).toEqual([200, 'weekly']);
  const one = await server.call('GET', `${path}/${made.json.id}`, { as: secret });
  expect([one.status, one.json.description]).toEqual([200, 'weekly']);
  expect(await server.authority.verify({ secret: made.json.token })).toMatchObject({ valid: true });
});
