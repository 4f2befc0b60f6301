import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, startServer, type TestServer } from '../../../support/start-server.ts';
import { issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('monaco checks its connection with its own token, and reads strings, flags and a map of strings', async () => {
  const { secret } = await issue(server, {
    kind: 'dynatrace_personal_access_token',
    attributes: { additional_metadata: { dashboardId: 'x', count: 5 } },
  });
  const { status, json } = await lookUp(server, secret, secret);
  expect(status).toBe(200);
  expect([typeof json.enabled, typeof json.personalAccessToken]).toEqual(['boolean', 'boolean']);
  for (const name of ['id', 'name', 'owner', 'creationDate', 'lastUsedDate', 'lastUsedIpAddress'])
    expect(typeof json[name]).toBe('string');
  for (const value of Object.values(json.additionalMetadata)) expect(typeof value).toBe('string');
});

/** dynatrace-operator: 200 or 201 is success; the code in a body counts before the status. */
function operatorsCode({ status, text }: Answer): number {
  if (status === 200 || status === 201) return status;
  return text === '' ? status : (JSON.parse(text).error?.code ?? 0);
}

test('dynatrace-operator finds its scopes, none too, and the code of every error in the body', async () => {
  const operatorToken = await issue(server, { scopes: ['InstallerDownload', 'activeGates.write'] });
  const bare = await issue(server);
  const disabled = await issue(server);
  await server.authority.update(server.operator, disabled.details, { disabled: true });
  const look = (token: unknown, caller: string) =>
    server.send('/e/0a1b-2c/api/v2/apiTokens/lookup', {
      method: 'POST',
      headers: { authorization: `Api-Token ${caller}`, accept: 'application/json' },
      body: { token },
    });
  const found = await look(operatorToken.secret, operatorToken.secret);
  expect([operatorsCode(found), found.json.scopes]).toEqual([
    200,
    ['InstallerDownload', 'activeGates.write'],
  ]);
  const empty = await look(bare.secret, bare.secret);
  expect([operatorsCode(empty), empty.json.scopes]).toEqual([200, []]);
  expect(operatorsCode(await look('x', disabled.secret))).toBe(401);
  expect(operatorsCode(await look('x', bare.secret))).toBe(404);
  expect(operatorsCode(await look(5, bare.secret))).toBe(400);
  expect(operatorsCode(await server.send('/api/v2/nothing/of/ours'))).toBe(404);
});

test('a scanner takes 200 and 403 for a live token and 401 for a dead one', async () => {
  const live = await issue(server);
  const elsewhere = await issue(server, { allowedIps: ['10.0.0.0/8'] });
  const deleted = await issue(server);
  await server.authority.revoke(server.operator, deleted.details);
  const verdicts = [live, elsewhere, deleted].map(({ secret }) => lookUp(server, secret, secret));
  expect((await Promise.all(verdicts)).map(({ status }) => status)).toEqual([200, 403, 401]);
});

test('a forwarder’s script finds a scope as a quoted word', async () => {
  const { secret } = await issue(server, { scopes: ['logs.ingest'] });
  expect((await lookUp(server, secret, secret)).text).toContain('"logs.ingest"');
});

test('Dynatrace.Net reads version 1: stubs, metadata, and success from the status', async () => {
  const { secret, details } = await issue(server, { name: 'net', scopes: ['TenantTokenManagement'] });
  const headers = { authorization: `Api-Token ${secret}` };
  const list = await server.send('/api/v1/tokens', { headers });
  expect(list.json.values).toContainEqual({ id: details.token.publicId, name: 'net' });
  const found = await server.send('/api/v1/tokens/lookup', {
    method: 'POST',
    headers,
    body: { token: secret },
  });
  expect(found.json).toMatchObject({ id: details.token.publicId, created: details.token.createdAt });
  const other = await issue(server);
  const gone = await server.send(`/api/v1/tokens/${other.details.token.publicId}`, {
    method: 'DELETE',
    headers,
  });
  expect(gone.status).toBe(204);
});

test('the documented rotation leaves no moment without a good token', async () => {
  const { secret: manager } = await issue(server, { scopes: ['apiTokens.read', 'apiTokens.write'] });
  const old = await issue(server, { name: 'rotated', scopes: ['logs.ingest'] });
  const api = (method: string, path: string, body?: object) =>
    server.send(`/api/v2/apiTokens${path}`, {
      method,
      headers: { authorization: `Api-Token ${manager}` },
      ...(body && { body }),
    });
  const { json: known } = await api('POST', '/lookup', { token: old.secret });
  const { json: fresh } = await api('POST', '', { name: known.name, scopes: known.scopes });
  const works = async (secret: string) => (await lookUp(server, secret, secret)).status === 200;
  expect([await works(old.secret), await works(fresh.token)]).toEqual([true, true]);
  expect((await api('PUT', `/${known.id}`, { enabled: false })).status).toBe(204);
  expect([await works(old.secret), await works(fresh.token)]).toEqual([false, true]);
  expect((await api('DELETE', `/${known.id}`)).status).toBe(204);
  expect(await works(fresh.token)).toBe(true);
});
