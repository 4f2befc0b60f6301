import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what is missing or cannot be a path', async () => {
  const rule =
    "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'.";
  for (const [path, body, expected] of [
    ['/projects', {}, { error: 'name, path are missing, at least one parameter must be provided' }],
    ['/groups', {}, { error: 'name is missing, path is missing' }],
    ['/projects', { path: '../x' }, { message: { path: [rule] } }],
    ['/groups', { name: 'x', path: 'x.git' }, { message: { path: [rule] } }],
    ['/projects', { name: 'x', visibility: 'secret' }, { error: 'visibility does not have a valid value' }],
  ] as const) {
    const answer = await server.call('POST', path, { body });
    expect([answer.status, answer.json]).toEqual([400, expected]);
  }
});

it('a path that is taken, by whatever shares the namespace', async () => {
  const { account, secret } = await server.user();
  const taken = { message: { path: ['has already been taken'] } };
  const body = { name: 'Twice', path: 'twice' };
  for (const path of ['/projects', '/groups']) {
    expect((await server.call('POST', path, { as: secret, body })).status).toBe(201);
    const answer = await server.call('POST', path, { as: secret, body });
    expect([answer.status, answer.json]).toEqual([400, taken]);
  }
  const own = await server.call('POST', '/groups', { body: { name: 'x', path: account.username } });
  expect(own.json).toEqual(taken);
});
