import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sent } from '../../../support/start-server.ts';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;
let token: string;

beforeAll(async () => {
  server = await startGitlab();
  token = (await server.issue('personal_access_token')).secret;
});
afterAll(() => server.close());

async function statusWith(sent: Sent, query = ''): Promise<number> {
  return (await server.send(`${ADMIN_TOKEN}${query}`, { method: 'POST', body: { token }, ...sent })).status;
}

describe('an administrator may present the token', () => {
  it('in the header PRIVATE-TOKEN', async () => {
    expect(await statusWith({ headers: { 'PRIVATE-TOKEN': server.rootSecret } })).toBe(200);
  });

  it('as a bearer, the scheme in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect(await statusWith({ headers: { authorization: `${scheme} ${server.rootSecret}` } })).toBe(200);
  });

  it('as the parameter private_token or access_token of the query string, which is never logged', async () => {
    expect(await statusWith({}, `?private_token=${server.rootSecret}`)).toBe(200);
    expect(await statusWith({}, `?access_token=${server.rootSecret}`)).toBe(200);
    expect(server.logged()).not.toContain(server.rootSecret);
  });

  it('as the parameter private_token of a JSON body or a form', async () => {
    expect(await statusWith({ body: { token, private_token: server.rootSecret } })).toBe(200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await statusWith({ headers, body: `token=${token}&private_token=${server.rootSecret}` })).toBe(
      200,
    );
  });
});

describe('of several credentials the first in GitLab’s order decides', () => {
  const bad = 'glpat-abcdefghijklmnopqrst';

  it('private_token before PRIVATE-TOKEN', async () => {
    expect(
      await statusWith({ headers: { 'private-token': bad } }, `?private_token=${server.rootSecret}`),
    ).toBe(200);
    expect(await statusWith({ headers: server.admin }, `?private_token=${bad}`)).toBe(401);
  });

  it('PRIVATE-TOKEN before the bearer', async () => {
    const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
    expect(await statusWith({ headers: { ...server.admin, ...bearer(bad) } })).toBe(200);
    expect(await statusWith({ headers: { 'private-token': bad, ...bearer(server.rootSecret) } })).toBe(401);
  });

  it('one that is blank, or a job token in PRIVATE-TOKEN, is as none', async () => {
    const authorization = `Bearer ${server.rootSecret}`;
    const { secret } = await server.issue('ci_job_token');
    expect(await statusWith({ headers: { authorization, 'private-token': ' ' } }, '?private_token=')).toBe(
      200,
    );
    expect(await statusWith({ headers: { authorization, 'private-token': secret } })).toBe(200);
  });
});

describe('an administrator’s token of these kinds is enough', () => {
  it('personal access and impersonation tokens with scope api', async () => {
    const account = await server.account('admin');
    for (const kind of ['personal_access_token', 'impersonation_token'] as const) {
      const caller = await server.issue(kind, { account, scopes: ['read_user', 'api'] });
      expect(await statusWith({ headers: { 'private-token': caller.secret } }), kind).toBe(200);
    }
  });

  it('project and group access tokens whose bot was made administrator', async () => {
    for (const kind of ['project_access_token', 'group_access_token'] as const) {
      const caller = await server.issue(kind, { scopes: ['api'] });
      const { account } = caller.details;
      if (account === null) throw new Error('such a token acts as a bot');
      await server.authority.updateAccount(server.operator, account, { role: 'admin' });
      expect(await statusWith({ headers: { 'private-token': caller.secret } }), kind).toBe(200);
    }
  });

  it('native access tokens with scope api or *', async () => {
    const account = await server.account('admin');
    for (const scope of ['api', '*']) {
      const caller = await server.issue('access_token', { account, scopes: [scope] });
      expect(await statusWith({ headers: { 'private-token': caller.secret } }), scope).toBe(200);
    }
  });
});

it('a token restricted to addresses is accepted from them, and each call is a use', async () => {
  const caller = await server.issue('access_token', { scopes: ['*'], allowedIps: ['127.0.0.0/8'] });
  expect(await statusWith({ headers: { 'private-token': caller.secret } })).toBe(200);
  expect((await server.stored(caller)).use).toMatchObject({ count: 1, lastUsedIp: '127.0.0.1' });
});
