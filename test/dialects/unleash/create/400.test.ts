import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, personalToken, uuid } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_UNLEASH_TOKEN_LIMIT: '3' });
});
afterAll(() => server.close());

const create = (body: unknown, authorization: string | null = server.rootSecret) =>
  call(server, authorization, 'POST', '/api-tokens', body);

const token = (more: object) => ({ tokenName: 't', type: 'client', ...more });

test.each([
  ['type', token({ type: ' client ' })],
  ['type', token({ type: 'server' })],
  ['type', token({ type: 'clients' })],
  ['type', token({ type: 7 })],
  ['type', token({ type: null })],
  ['type', token({ type: 'backend' })],
  ['type', { tokenName: 't' }],
  ['type', {}],
  ['tokenName', token({ tokenName: ['t'] })],
  ['projects', token({ projects: 'default' })],
  ['projects/0', token({ projects: [{}] })],
  ['expiresAt', token({ expiresAt: '2030-01-02' })],
  ['expiresAt', token({ expiresAt: 1893585600000 })],
  ['expiresAt', token({ expiresAt: 'soon' })],
  ['expiresAt', token({ expiresAt: '' })],
  ['expiresAt', token({ expiresAt: null })],
  ['expiresAt', token({ expiresAt: '2030-02-30T12:00:00Z' })],
  ['expiresAt', token({ expiresAt: '2030-01-02T12:00:60Z' })],
])('a fault in %s is told with its path: %j', async (member, body) => {
  const { status, json } = await create(body);
  expect(status).toBe(400);
  expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details']);
  expect(json).toMatchObject({ id: uuid, name: 'BadDataError' });
  expect(json.details.map(({ path }: { readonly path: string }) => path)).toContain(`/body/${member}`);
  if (member === 'type') expect(json.details.at(-1).path).toBe('/body');
});

test.each([
  ['no name', { type: 'client' }],
  ['an empty name', token({ tokenName: '' })],
  ['a null name', token({ tokenName: null })],
  ['both names', token({ username: 'u' })],
  ['an empty older name', { username: '', type: 'client' }],
  ['a name with a null byte', token({ tokenName: 'a\0b' })],
  ['a name with half a character', token({ tokenName: 'a\ud800b' })],
  ['a name of 513 characters', token({ tokenName: 'x'.repeat(513) })],
  ['project and projects', token({ project: 'default', projects: ['default'] })],
  ['no projects in a list', token({ projects: [] })],
  ['an empty project', token({ project: '' })],
  ['a project twice', token({ projects: ['default', 'default'] })],
  ['an empty environment', token({ environment: '' })],
  ['a null environment', token({ environment: null })],
  ['all environments', token({ environment: '*' })],
  ['all environments for a frontend', token({ type: 'frontend', environment: '*' })],
])('%s is refused without a path', async (_, body) => {
  const { status, json } = await create(body);
  expect(status).toBe(400);
  expect(json).toEqual({
    id: uuid,
    name: 'BadDataError',
    message: expect.any(String),
    details: [{ message: json.message }],
  });
});

test.each([
  [token({ project: 'nope' }), 'Project=nope'],
  [token({ projects: ['default', 'nope'] }), 'Project=nope'],
  [token({ projects: ['Default'] }), 'Project=Default'],
  [token({ projects: [1] }), 'Project=1'],
  [token({ projects: [null] }), 'Project=invalid'],
  [token({ projects: [''] }), 'Project=invalid'],
  [token({ projects: ['\0'] }), 'Project=invalid'],
  [token({ projects: ['\ud800'] }), 'Project=invalid'],
  [token({ projects: [`*:*.${'0'.repeat(56)}`] }), 'Project=invalid'],
  [token({ projects: ['x'.repeat(101)] }), 'Project=invalid'],
  [token({ environment: 'nope' }), 'Environment=nope'],
  [token({ environment: 'Default' }), 'Environment=Default'],
  [token({ environment: ' default' }), 'Environment= default'],
  [token({ environment: 7 }), 'Environment=7'],
])('what does not exist is named: %j', async (body, named) => {
  const { status, json } = await create(body);
  expect([status, json.name]).toEqual([400, 'BadDataError']);
  expect(json.message).toBe(`${named} does not exist`);
});

test.each([['[]'], ['"x"'], ['null'], ['7'], ['']])('the body %j is no object', async (body) => {
  const { status, json } = await call(server, server.rootSecret, 'POST', '/api-tokens', body, {
    'content-type': 'application/json',
  });
  expect([status, json.name]).toEqual([400, 'BadDataError']);
});

test('a body that is no JSON is answered with a message alone, whoever calls', async () => {
  for (const authorization of [null, 'bogus', server.rootSecret]) {
    const { status, json } = await call(server, authorization, 'POST', '/api-tokens', '{"type":', {
      'content-type': 'application/json',
    });
    expect(status).toBe(400);
    expect(json).toEqual({ message: expect.any(String) });
  }
});

test('a list of many wrong items is not answered with as many faults', async () => {
  const { status, json } = await create(token({ projects: Array.from({ length: 9000 }, () => ({})) }));
  expect(status).toBe(400);
  expect(json.details.length).toBeLessThanOrEqual(50);
});

test('a viewer learns that it may not before it learns what is wrong', async () => {
  const { status } = await create({}, await personalToken(server, 'viewer'));
  expect(status).toBe(403);
});

describe('at the limit', () => {
  beforeAll(async () => {
    for (let made = 0; made < 3; made += 1) await issue(server, { kind: 'unleash_frontend_token' });
  });

  test('one token more is refused, until one is deleted', async () => {
    const { status, json } = await create(token({}));
    expect(status).toBe(400);
    expect(json).toEqual({
      id: uuid,
      name: 'ExceedsLimitError',
      message: expect.any(String),
      details: [{ message: json.message }],
    });
    const [oldest] = (await call(server, server.rootSecret, 'GET', '/api-tokens')).json.tokens;
    await call(server, server.rootSecret, 'DELETE', `/api-tokens/${encodeURIComponent(oldest.secret)}`);
    expect((await create(token({}))).status).toBe(201);
  });

  test('the limit is named before an unknown project, and after an unknown environment', async () => {
    expect((await create(token({ project: 'nope' }))).json.name).toBe('ExceedsLimitError');
    expect((await create(token({ environment: 'nope' }))).json.name).toBe('BadDataError');
  });
});
