import { describe, expect, it, onTestFinished } from 'vitest';
import type { Env } from '../../../../src/config/env.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

async function open(env: Env): Promise<GitlabServer> {
  const server = await startGitlab(env);
  onTestFinished(() => server.close());
  return server;
}

/** Whether a secret's type is recognised: 404 is a known type without a record. */
async function isRecognised(server: GitlabServer, secret: string): Promise<boolean> {
  const { status } = await server.identify(secret);
  expect([404, 422]).toContain(status);
  return status === 404;
}

describe('the prefixes recognised for personal access tokens are those of GitLab’s own table', () => {
  it.each([
    { pat: undefined, instance: undefined, plain: true, custom: false, prefixed: false },
    { pat: '', instance: undefined, plain: true, custom: false, prefixed: false },
    { pat: 'custom-pat-prefix-', instance: undefined, plain: true, custom: true, prefixed: false },
    { pat: 'custom-pat-prefix-', instance: 'instancetokenprefix', plain: true, custom: true, prefixed: true },
    { pat: undefined, instance: 'instancetokenprefix', plain: true, custom: false, prefixed: true },
  ])('PAT prefix $pat, instance prefix $instance', async ({ pat, instance, plain, custom, prefixed }) => {
    const server = await open({
      ...(pat !== undefined && { JETON_GITLAB_TOKEN_PREFIX: pat }),
      ...(instance !== undefined && { JETON_GITLAB_INSTANCE_PREFIX: instance }),
    });
    expect(await isRecognised(server, 'glpat-abcdefghijklmnopqrst')).toBe(plain);
    expect(await isRecognised(server, 'custom-pat-prefix-abcdefghijklmnopqrst')).toBe(custom);
    expect(await isRecognised(server, 'instancetokenprefix-glpat-abcdefghijklmnopqrst')).toBe(prefixed);
    expect(await isRecognised(server, 'non-token')).toBe(false);
  });
});

describe('fresh secrets are found under the configured prefix', () => {
  it('of the personal access token, where it is blank too', async () => {
    for (const prefix of ['acme/', '']) {
      const server = await open({ JETON_GITLAB_TOKEN_PREFIX: prefix });
      const { secret } = await server.issue('personal_access_token');
      expect(secret).not.toMatch(/^glpat-/);
      expect(secret.startsWith(prefix)).toBe(true);
      expect((await server.identify(secret)).status).toBe(200);
    }
  });

  it('of the instance, for every type that takes one', async () => {
    const server = await open({ JETON_GITLAB_INSTANCE_PREFIX: 'acme' });
    for (const kind of [
      'personal_access_token',
      'deploy_token',
      'feed_token',
      'oauth_application_secret',
      'cluster_agent_token',
      'runner_authentication_token',
      'ci_job_token',
      'feature_flags_client_token',
    ] as const) {
      const { secret } = await server.issue(kind);
      expect(secret, kind).toMatch(/^acme-gl/);
      expect((await server.identify(secret)).json, kind).toMatchObject({ type: kind });
    }
  });
});

it('a token with a prefix that was configured once is found under every later prefix', async () => {
  const database = { JETON_DATABASE_URL: `sqlite:${temporaryDirectory()}/jeton.db` };
  const secrets: string[] = [];
  let rootSecret = '';
  for (const prefix of ['first-', 'second-', 'third-']) {
    const server = await startGitlab({ ...database, JETON_GITLAB_TOKEN_PREFIX: prefix });
    rootSecret ||= server.rootSecret;
    secrets.push((await server.issue('personal_access_token')).secret);
    for (const secret of secrets)
      expect((await server.identify(secret, { headers: { 'private-token': rootSecret } })).status).toBe(200);
    await server.close();
  }
  expect(secrets.map((secret) => secret.split('-')[0])).toEqual(['first', 'second', 'third']);
});

describe('an imported secret without the shape of its kind', () => {
  it('is found by its prefix', async () => {
    const server = await open({});
    for (const [kind, secret] of [
      ['personal_access_token', 'glpat-~imported~from~elsewhere'],
      ['deploy_token', 'gldt-a-very-long-imported-deploy-token'],
      ['pipeline_trigger_token', 'glptt-NOT-HEXADECIMAL-AT-ALL'],
    ] as const) {
      await server.issue(kind, { secret });
      expect((await server.identify(secret)).json).toMatchObject({ type: kind });
    }
  });
});
