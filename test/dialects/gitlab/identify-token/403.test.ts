import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

const insufficientScope = {
  error: 'insufficient_scope',
  error_description: 'The request requires higher privileges than provided by the access token.',
  scope: 'api',
};

it('an administrator’s token without scope api is told which it lacks, before any fault of the request', async () => {
  for (const [kind, scopes] of [
    ['personal_access_token', ['read_api', 'sudo', 'admin_mode']],
    ['personal_access_token', []],
    ['access_token', ['tokens:identify']],
  ] as const) {
    const caller = await server.issue(kind, { scopes });
    const answer = await server.identify(undefined, { headers: { 'private-token': caller.secret } });
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual(insufficientScope);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  }
});

it('nobody but an administrator is let in, before any fault of the request', async () => {
  for (const role of ['editor', 'viewer'] as const) {
    const account = await server.account(role);
    for (const [kind, scope] of [
      ['personal_access_token', 'api'],
      ['access_token', '*'],
    ] as const) {
      const caller = await server.issue(kind, { account, scopes: [scope] });
      const headers = { 'private-token': caller.secret };
      for (const token of [undefined, 7, 'no-prefix', 'glpat-abcdefghijklmnopqrst', caller.secret]) {
        const answer = await server.identify(token, { headers });
        expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
      }
    }
  }
});

it('a malformed body is nothing to someone who may not come in', async () => {
  const { secret } = await server.issue('personal_access_token', {
    account: await server.account(),
    scopes: ['api'],
  });
  const headers = { 'private-token': secret, 'content-type': 'application/json' };
  expect((await server.identify(undefined, { headers, body: '{' })).status).toBe(403);
});

it('the bot of a project access token is no administrator', async () => {
  const caller = await server.issue('project_access_token', { scopes: ['api'] });
  const answer = await server.identify(caller.secret, { headers: { 'private-token': caller.secret } });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
});
