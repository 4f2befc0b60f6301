import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem, faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const good = { kind: 'access_token', name: 'x' };

const faults: readonly [string, object, string[]][] = [
  ['no name', { name: undefined }, ['name']],
  ['a blank name', { name: ' \t ' }, ['name']],
  ['a name of 256 characters', { name: 'x'.repeat(256) }, ['name']],
  ['a name with a control character', { name: 'a\u0007b' }, ['name']],
  ['a name with a null byte', { name: 'a\0b' }, ['name']],
  ['a name with a lone surrogate', { name: 'a\ud800' }, ['name']],
  ['no kind', { kind: undefined }, ['kind']],
  ['an unknown kind', { kind: 'passport' }, ['kind']],
  ['a scope that is no scope-token', { scopes: ['a b'] }, ['scopes']],
  ['too many scopes', { scopes: Array.from({ length: 257 }, (_, index) => `s${index}`) }, ['scopes']],
  ['scopes that are no list', { scopes: 'a' }, ['scopes']],
  ['an address that is none', { allowed_ips: ['10.0.0.1', '10.0.0.256'] }, ['allowed_ips.1']],
  ['too many addresses', { allowed_ips: Array.from({ length: 257 }, () => '::1') }, ['allowed_ips']],
  ['a limit of zero', { limits: { requests: 0, per_seconds: 1 } }, ['limits.requests']],
  ['half a limit', { limits: { requests: 1 } }, ['limits.per_seconds']],
  ['an expiry without an offset', { expires_at: '2999-01-01T00:00:00' }, ['expires_at']],
  ['an expiry that is no day', { expires_at: '2999-02-30T00:00:00Z' }, ['expires_at']],
  ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
  ['an expiry as a number', { expires_at: 32_503_680_000 }, ['expires_at']],
  ['an account that is not there', { account: 4711 }, ['account']],
  ['an account of a huge id', { account: 1e300 }, ['account']],
  ['a username that is not there', { account: { username: 'nobody\u00e9' } }, ['account']],
  ['an account named twice', { account: { username: 'root', id: 1 } }, ['account.id']],
  ['a resource that is not there', { resource: { type: 'project', path: 'no/where' } }, ['resource']],
  ['a resource of no type', { resource: { type: 'planet', path: 'x' } }, ['resource.type']],
  ['a resource that the kind needs', { kind: 'deploy_token', scopes: ['read_repository'] }, ['resource']],
  ['a scope of another dialect', { kind: 'dynatrace_api_token', scopes: ['api'] }, ['scopes']],
  ['a secret too short', { secret: 'short' }, ['secret']],
  ['a secret with white space', { secret: `${'x'.repeat(30)} y` }, ['secret']],
  ['a secret over 4 KiB', { secret: 'x'.repeat(4097) }, ['secret']],
  ['attributes that are no object', { attributes: [] }, ['attributes']],
  ['attributes over 64 KiB', { attributes: { a: 'x'.repeat(70_000) } }, ['attributes']],
  ['an unknown member', { expiry: 'never' }, ['expiry']],
];

describe('422', () => {
  it.each(faults)('for %s', async (_what, body, fields) => {
    const answer = await server.root.post('/tokens', { ...good, ...body });
    expectProblem(answer, 422, 'Unprocessable Content', '/api/v1/tokens');
    expect(faultyFields(answer)).toEqual(fields);
  });

  it('tells every fault at once, in words for people', async () => {
    const answer = await server.root.post('/tokens', {
      kind: 'x',
      scopes: [1, 'a'],
      allowed_ips: ['a', '::1', 'b'],
      expires_at: 'soon',
      account: 'root',
      zork: 1,
    });
    expect(faultyFields(answer)).toEqual([
      'account',
      'allowed_ips.0',
      'allowed_ips.2',
      'expires_at',
      'kind',
      'name',
      'scopes.0',
      'zork',
    ]);
    expect(answer.json.detail).toBe('Validation failed');
    expect(answer.json.errors.name).toEqual(['The name field is required.']);
    expect(answer.json.errors.account).toEqual(['Must be an integer or an object.']);
    expect(answer.json.errors['allowed_ips.0']).toEqual(['Must be an IP address or a CIDR range.']);
  });

  it('for a scope that the calling token lacks, unless it holds *', async () => {
    const writer = await server.caller('admin', ['tokens:write', 'orders:read']);
    expect((await writer.post('/tokens', { ...good, scopes: ['orders:read'] })).status).toBe(201);
    for (const scope of ['orders:write', '*'])
      expect(faultyFields(await writer.post('/tokens', { ...good, scopes: [scope] }))).toEqual(['scopes']);
  });

  it('for an idempotency key that is none', async () => {
    const answer = await server.root.post('/tokens', good, { 'idempotency-key': 'a key' });
    expect(faultyFields(answer)).toEqual(['Idempotency-Key']);
  });

  it('for a lifetime beyond the longest that is configured', async () => {
    const strict = await startNative({ JETON_MAX_LIFETIME_DAYS: '30' });
    for (const expires_at of [null, '2999-01-01T00:00:00Z'])
      expect(faultyFields(await strict.root.post('/tokens', { ...good, expires_at }))).toEqual([
        'expires_at',
      ]);
    await strict.close();
  });
});
