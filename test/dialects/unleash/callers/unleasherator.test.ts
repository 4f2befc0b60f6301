import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue } from '../unleash-fixtures.ts';

interface Token {
  readonly secret: string;
  readonly type: string;
  readonly environment: string;
  readonly projects: readonly string[];
  readonly createdAt: string;
}

describe.each([
  ['6', 'username'],
  ['7', 'tokenName'],
])('the operator unleasherator, against profile %s', (profile, nameMember) => {
  let server: TestServer;
  let admin: string;

  beforeAll(async () => {
    server = await startServer({ JETON_UNLEASH_PROFILE: profile });
    admin = (await issue(server, { kind: 'unleash_admin_token', name: 'unleasherator' })).secret;
  });
  afterAll(() => server.close());

  /** With the bare token and what Go's transport adds. */
  async function request(method: string, path: string, body?: object) {
    const response = await fetch(`${server.url}/api/admin/api-tokens${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        'Accept-Encoding': 'gzip',
        Authorization: admin,
        'User-Agent': 'Go-http-client/1.1',
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  async function byName(name: string): Promise<readonly Token[]> {
    const { status, text } = await request('GET', `/${name}`);
    expect(status).toBe(200);
    return JSON.parse(text).tokens;
  }

  async function create(name: string, environment: string): Promise<Token> {
    const body = { [nameMember]: name, type: 'client', environment, projects: ['default'] };
    const { status, text } = await request('POST', '', body);
    expect(status).toBe(201);
    return JSON.parse(text);
  }

  /** The newest token that is what was specified, and all others of its name. */
  function sorted(tokens: readonly Token[], environment: string) {
    const matching = tokens
      .filter((one) => one.type === 'client' && one.environment === environment)
      .filter((one) => one.projects.join() === 'default')
      .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
    const [newest] = matching;
    return { newest, outdated: tokens.filter((one) => one !== newest) };
  }

  test('creates a token where there is none, finds it by name, and keeps the newest when it changes', async () => {
    const name = 'my-app-team-cluster';
    expect(await byName(name)).toEqual([]);
    const first = await create(name, 'default');
    expect((await byName(name)).map(({ secret }) => secret)).toEqual([first.secret]);

    server.clock.advance(1000);
    const second = await create(name, 'development');
    server.clock.advance(1000);
    const third = await create(name, 'development');
    const { newest, outdated } = sorted(await byName(name), 'development');
    expect(newest?.secret).toBe(third.secret);
    expect(outdated.map(({ secret }) => secret)).toEqual([first.secret, second.secret]);
    for (const { secret } of outdated) {
      const path = `/${encodeURIComponent(secret).replaceAll('%3A', ':')}`;
      expect((await request('DELETE', path)).status).toBe(200);
    }
    expect((await byName(name)).map(({ secret }) => secret)).toEqual([third.secret]);
    // What it writes into the Kubernetes secret works.
    expect((await server.authority.verify({ secret: third.secret })).valid).toBe(true);
  });

  test.each([
    ['..%2Fapi-tokens', '../api-tokens'],
    ['..%2F..%2Fusers', '../../users'],
    ['app%2Fteam%3Fx=1', 'app/team?x=1'],
    ['50%25', '50%'],
  ])('asks for the name %s without leaving the path', async (escaped, name) => {
    const { secret } = await create(name, 'default');
    expect((await byName(escaped)).map((one) => one.secret)).toEqual([secret]);
  });

  test('understands a refusal by status and message', async () => {
    const { status, text } = await request('POST', '', { type: 'client', environment: 'default' });
    expect(status).toBe(400);
    const { name, message, details } = JSON.parse(text);
    expect([name, typeof message, Array.isArray(details)]).toEqual(['BadDataError', 'string', true]);
  });
});
