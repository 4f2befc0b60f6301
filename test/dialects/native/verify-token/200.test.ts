import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyTokenSchema } from '../../../../src/dialects/native/verdicts/schemas.ts';
import { type Client, expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
let verifier: Client;
beforeAll(async () => {
  server = await startNative();
  verifier = await server.caller('viewer', ['tokens:verify']);
});
afterAll(() => server.close());

const checks = ['known', 'status', 'account', 'ip', 'scopes', 'resource', 'rate'];

/** The verdict, after checking that its checks are those up to the one expected to fail. */
async function verdict(body: object, failed: string | null = null) {
  const answer = await verifier.post('/tokens/verify', body);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, verifyTokenSchema.response[200]);
  const made = failed === null ? checks : checks.slice(0, checks.indexOf(failed) + 1);
  expect(answer.json.checks).toEqual(made.map((check) => ({ check, passed: check !== failed })));
  expect(answer.json.valid).toBe(failed === null);
  return answer.json;
}

describe('200', () => {
  it('a good token is valid, and the verdict counts as a use of it', async () => {
    const { id, secret } = await server.issue();
    for (let count = 1; count <= 3; count += 1) {
      const answer = await verdict({ token: secret, ip: '192.0.2.9' });
      expect(Object.keys(answer)).toEqual(['valid', 'token', 'checks', 'as_of']);
      expect(answer.token).toMatchObject({ id, usage_count: count, last_used_ip: '192.0.2.9' });
      expect(answer.as_of).toSatisfy(Number.isSafeInteger);
    }
  });

  it('a refused token is told with its reason, and is not used', async () => {
    const { id, secret } = await server.issue({ allowedIps: ['192.0.2.0/24'] });
    const answer = await verdict({ token: secret, ip: '198.51.100.1' }, 'ip');
    expect(Object.keys(answer)).toEqual(['valid', 'reason', 'token', 'checks', 'as_of']);
    expect(answer).toMatchObject({ reason: 'ip_denied', token: { id, usage_count: 0, last_used_at: null } });
  });

  it('unknown: well-formed, never issued', async () => {
    const { kinds } = server.authority;
    for (const kind of kinds.all) {
      const answer = await verdict({ token: kind.example }, 'known');
      expect(answer.reason, kind.name).toBe('unknown');
      expect('token' in answer).toBe(false);
    }
  });

  it('malformed: anything else that is not known', async () => {
    const strings = ['', 'x', 'jtn_x', 'a\0b', 'é'.repeat(2048), '\ud800', ' '.repeat(40), 'x'.repeat(4096)];
    for (const token of strings) expect((await verdict({ token }, 'known')).reason).toBe('malformed');
  });

  it('expired, revoked, disabled, deleted', async () => {
    const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
    server.clock.advance(1000);
    const revoked = await server.issue();
    await server.root.delete(`/tokens/${revoked.id}`);
    const disabled = await server.issue();
    await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
    const deleted = await server.issue({ kind: 'unleash_backend_token' });
    await server.root.delete(`/tokens/${deleted.id}`);
    for (const [reason, { id, secret }] of Object.entries({ expired, revoked, disabled, deleted }))
      expect(await verdict({ token: secret }, 'status')).toMatchObject({
        reason,
        token: { id, status: reason },
      });
  });

  it('account_blocked, at once and until it is unblocked', async () => {
    const { id } = await server.account();
    const { secret } = await server.issue({ account: { id } });
    await verdict({ token: secret });
    await server.root.patch(`/accounts/${id}`, { state: 'blocked' });
    expect((await verdict({ token: secret }, 'account')).reason).toBe('account_blocked');
    await server.root.patch(`/accounts/${id}`, { state: 'active' });
    await verdict({ token: secret });
  });

  it('ip_denied also when no address is given for a token that wants one', async () => {
    const { secret } = await server.issue({ allowedIps: ['0.0.0.0/0'] });
    expect((await verdict({ token: secret }, 'ip')).reason).toBe('ip_denied');
    await verdict({ token: secret, ip: '8.8.8.8' });
  });

  it('insufficient_scope unless every scope is there, or *', async () => {
    const { secret } = await server.issue({ scopes: ['a', 'b'] });
    await verdict({ token: secret, scopes: ['a', 'b'] });
    await verdict({ token: secret, scopes: [] });
    expect((await verdict({ token: secret, scopes: ['a', 'c'] }, 'scopes')).reason).toBe(
      'insufficient_scope',
    );
    await verdict({ token: server.rootSecret, scopes: ['anything'] });
  });

  it('wrong_resource unless the token belongs to it, by id or by type and path', async () => {
    const { data } = (await server.root.post('/resources', { type: 'application', path: 'shop' })).json;
    const { secret } = await server.issue({ resource: { id: data.id } });
    await verdict({ token: secret, resource: data.id });
    await verdict({ token: secret, resource: { type: 'application', path: 'shop' } });
    for (const resource of [data.id + 1, { type: 'project', path: 'shop' }])
      expect((await verdict({ token: secret, resource }, 'resource')).reason).toBe('wrong_resource');
    const free = await server.issue();
    expect((await verdict({ token: free.secret, resource: data.id }, 'resource')).reason).toBe(
      'wrong_resource',
    );
  });

  it('rate_limited once a window is used up, until the next', async () => {
    const { secret } = await server.issue({ limits: { requests: 2, perSeconds: 60 } });
    server.clock.advance(60_000 - (server.clock.now() % 60_000));
    await verdict({ token: secret });
    await verdict({ token: secret });
    expect((await verdict({ token: secret }, 'rate')).reason).toBe('rate_limited');
    server.clock.advance(60_000);
    await verdict({ token: secret });
  });

  it('a token bound to a job works while the job runs', async () => {
    const job = { type: 'job', path: 'acme/1' };
    const { data } = (await server.root.post('/resources', { ...job, attributes: { status: 'running' } }))
      .json;
    const { secret } = await server.issue({ kind: 'ci_job_token', resource: { id: data.id } });
    await verdict({ token: secret });
    await server.root.patch(`/resources/${data.id}`, { attributes: { status: 'success' } });
    expect((await verdict({ token: secret }, 'status')).reason).toBe('expired');
  });

  it('takes the as_of of an answer as min_as_of of the next question', async () => {
    const { secret } = await server.issue();
    const { as_of } = await verdict({ token: secret });
    const other = await server.issue();
    await server.root.delete(`/tokens/${other.id}`);
    const later = await verdict({ token: secret, min_as_of: as_of });
    expect(later.as_of).toBeGreaterThan(as_of);
  });

  it('leaves no judged secret in the log', async () => {
    const { secret } = await server.issue();
    await verdict({ token: secret });
    expect(server.logged()).not.toContain(secret);
  });
});
