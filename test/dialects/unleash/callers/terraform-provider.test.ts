import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue } from '../unleash-fixtures.ts';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What the provider's Go model requires to decode a token, and what its Read follows a pointer to. */
const requiredMembers = ['secret', 'tokenName', 'type', 'projects', 'createdAt', 'project', 'environment'];

describe.each(['6', '7'])('Unleash’s Terraform provider, against profile %s', (profile) => {
  let server: TestServer;
  let admin: string;

  beforeAll(async () => {
    server = await startServer({ JETON_UNLEASH_PROFILE: profile });
    admin = (await issue(server, { kind: 'unleash_admin_token', name: 'terraform' })).secret;
    // Others of the same name, so that only the secret tells which token is meant.
    for (let other = 0; other < 30; other += 1) await issue(server, { name: 'tf' });
  });
  afterAll(() => server.close());

  /** As Go's client sends it: compressed answers welcome, the path as `url.PathEscape` makes it. */
  async function request(method: string, path: string, body?: object) {
    const response = await fetch(`${server.url}/api/admin/api-tokens${path}`, {
      method,
      headers: {
        Authorization: admin,
        Accept: 'application/json',
        'Accept-Encoding': 'gzip',
        'X-Unleash-AppName': 'terraform-provider-unleash',
        'User-Agent': 'OpenAPI-Generator/1.0.0/go',
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: text === '' ? null : JSON.parse(text) };
  }

  async function read(secret: string) {
    const { status, json } = await request('GET', '');
    expect(status).toBe(200);
    return json.tokens.filter((one: { readonly secret: string }) => one.secret === secret);
  }

  /** Go's PathEscape leaves the colon and the dot, and escapes the star and the brackets. */
  function pathEscape(secret: string): string {
    return `/${encodeURIComponent(secret).replaceAll('%3A', ':').replaceAll('*', '%2A')}`;
  }

  test.each([
    [{ environment: 'development' }, '%2A:development.'],
    [{ environment: 'development', projects: ['default'] }, 'default:development.'],
    [{ environment: 'development', project: 'default' }, 'default:development.'],
  ])('creates, reads, updates and deletes a token with %j', async (scope, head) => {
    const expiresAt = '2024-12-31T23:59:59Z';
    const created = await request('POST', '', { type: 'client', tokenName: 'tf', expiresAt, ...scope });
    expect(created.status).toBe(201);
    const { secret } = created.json;
    expect(pathEscape(secret).slice(1, head.length + 1)).toBe(head);
    for (const member of requiredMembers) expect(created.json[member]).toBeTruthy();
    expect(created.json.createdAt).toMatch(RFC3339);
    expect(Date.parse(created.json.expiresAt)).toBe(Date.parse(expiresAt));

    const [found, ...others] = await read(secret);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      tokenName: 'tf',
      type: 'client',
      environment: 'development',
      project: created.json.project,
      projects: created.json.projects,
      expiresAt: '2024-12-31T23:59:59.000Z',
    });

    const updated = await request('PUT', pathEscape(secret), { expiresAt: '2099-06-01T00:00:00Z' });
    expect([updated.status, updated.text]).toEqual([200, '']);
    expect((await read(secret))[0].expiresAt).toBe('2099-06-01T00:00:00.000Z');

    const deleted = await request('DELETE', pathEscape(secret));
    expect([deleted.status, deleted.text]).toEqual([200, '']);
    expect(await read(secret)).toEqual([]);
    expect((await request('DELETE', pathEscape(secret))).status).toBe(200);
  });

  test('a token of several projects is addressed by its escaped brackets', async () => {
    await server.authority.createResource(server.operator, { type: 'unleash_project', path: 'second' });
    const projects = ['default', 'second'];
    const body = { type: 'frontend', tokenName: 'tf', environment: 'development', projects };
    const { status, json } = await request('POST', '', body);
    expect(status).toBe(201);
    expect(pathEscape(json.secret)).toMatch(/^\/%5B%5D:development\./);
    expect((await request('DELETE', pathEscape(json.secret))).status).toBe(200);
    expect(await read(json.secret)).toEqual([]);
  });
});
