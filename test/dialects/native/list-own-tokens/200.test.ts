import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOwnTokensSchema } from '../../../../src/dialects/native/me-tokens/schemas.ts';
import { type Client, expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
let caller: Client;
let account: number;

beforeAll(async () => {
  server = await startNative();
  account = (await server.account('viewer')).id;
  const { secret } = await server.issue({ account: { id: account }, name: 'calling' });
  caller = server.client(secret);
});
afterAll(() => server.close());

const issueOwn = (name: string, request = {}) => server.issue({ account: { id: account }, name, ...request });

const names = (answer: { json: { data: { name: string }[] } }) => answer.json.data.map(({ name }) => name);

describe('200', () => {
  it('answers the document: data, links, meta, and the eight members first', async () => {
    const answer = await caller.get('/me/tokens');
    expect(answer.status).toBe(200);
    expectSchema(answer, listOwnTokensSchema.response[200]);
    const path = `${server.url}/api/v1/me/tokens`;
    expect(Object.keys(answer.json)).toEqual(['data', 'links', 'meta']);
    expect(answer.json.links).toEqual({
      first: `${path}?page=1`,
      last: `${path}?page=1`,
      prev: null,
      next: null,
    });
    expect(answer.json.meta).toEqual({
      current_page: 1,
      from: 1,
      last_page: 1,
      links: [
        { url: null, label: '« Previous', page: null, active: false },
        { url: `${path}?page=1`, label: '1', page: 1, active: true },
        { url: null, label: 'Next »', page: null, active: false },
      ],
      path,
      per_page: 20,
      to: 1,
      total: 1,
    });
    expect(Object.keys(answer.json.data[0])).toEqual([
      'id',
      'name',
      'status',
      'last_used_at',
      'usage_count',
      'expires_at',
      'created_at',
      'allowed_ips',
      'scopes',
      'description',
      'last_used_ip',
      'token_hint',
    ]);
    for (const time of ['last_used_at', 'expires_at', 'created_at'])
      expect(answer.json.data[0][time]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('has counted the request that it answers', async () => {
    const before = (await caller.get('/me/tokens')).json.data[0];
    server.clock.advance(5000);
    const after = (await caller.get('/me/tokens')).json.data[0];
    expect(after.usage_count).toBe(before.usage_count + 1);
    expect(Date.parse(after.last_used_at) - Date.parse(before.last_used_at)).toBeGreaterThanOrEqual(5000);
    expect(after.last_used_ip).toBe('127.0.0.1');
  });

  it('lists the caller’s own access tokens alone, whatever its role', async () => {
    await server.issue({ name: 'of root' });
    await issueOwn('of another kind', { kind: 'personal_access_token', scopes: ['api'] });
    expect(names(await caller.get('/me/tokens'))).toEqual(['calling']);
  });

  it('lists active, expired, revoked; inside, the last used first, then the newest', async () => {
    const fresh = await startNative();
    const { id } = await fresh.account();
    const own = (name: string, request = {}) => fresh.issue({ account: { id }, name, ...request });
    const made = [];
    for (const name of ['used first', 'used last', 'never used', 'never used, newer'])
      made.push(await own(name));
    const expired = await own('expired', { expiresAt: fresh.clock.now() + 10_000 });
    const expiredUsed = await own('expired, used', { expiresAt: fresh.clock.now() + 10_000 });
    const revoked = await own('revoked');
    const disabledUsed = await own('disabled, used');
    for (const { secret } of [made[0], expiredUsed, disabledUsed, made[1]].filter(
      (one) => one !== undefined,
    )) {
      await fresh.client(secret).get('/me');
      fresh.clock.advance(1000);
    }
    await fresh.root.delete(`/tokens/${revoked.id}`);
    await fresh.root.patch(`/tokens/${disabledUsed.id}`, { disabled: true });
    fresh.clock.advance(10_000);
    const client = fresh.client((await own('calling')).secret);
    const answer = await client.get('/me/tokens');
    expect(names(answer)).toEqual([
      'calling',
      'used last',
      'used first',
      'never used, newer',
      'never used',
      'expired, used',
      'expired',
      'disabled, used',
      'revoked',
    ]);
    const statuses = answer.json.data.map(({ status }: { status: string }) => status);
    expect(statuses).toEqual([...Array(5).fill('active'), 'expired', 'expired', 'revoked', 'revoked']);
    expect(expired.id).toBeLessThan(expiredUsed.id);
    await fresh.close();
  });

  it('pages by 20, drops other parameters from its links and takes nonsense for page 1', async () => {
    const fresh = await startNative({ JETON_BASE_URL: 'https://tokens.example.com/jeton/' });
    for (let count = 0; count < 44; count += 1) await fresh.issue({ name: `t${count}` });
    const page = async (query: string) => (await fresh.root.get(`/me/tokens${query}`)).json;
    const path = 'https://tokens.example.com/jeton/api/v1/me/tokens';
    const pages = [await page('?page=1'), await page('?page=2&per_page=5&q=x'), await page('?page=3')];
    expect(pages.map(({ data }) => data.length)).toEqual([20, 20, 5]);
    expect(new Set(pages.flatMap(({ data }) => data.map(({ id }: { id: number }) => id))).size).toBe(45);
    expect(pages[1].links).toEqual({
      first: `${path}?page=1`,
      last: `${path}?page=3`,
      prev: `${path}?page=1`,
      next: `${path}?page=3`,
    });
    expect(pages[1].meta).toMatchObject({ current_page: 2, from: 21, to: 40, total: 45, path });
    for (const query of ['?page=0', '?page=-1', '?page=x', '?page=', '?page=2.0', '?page[]=2', '?page=%00'])
      expect((await page(query)).meta.current_page, query).toBe(1);
    for (const query of ['?page=+2', '?page=%2B2', '?page=%202', '?page=1&page=2'])
      expect((await page(query)).meta.current_page, query).toBe(2);
    const beyond = await page('?page=9223372036854775807');
    expect(beyond).toMatchObject({
      data: [],
      links: { next: null },
      meta: { from: null, to: null, total: 45 },
    });
    await fresh.close();
  });
});
