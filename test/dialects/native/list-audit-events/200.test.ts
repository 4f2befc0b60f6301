import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAuditEventsSchema } from '../../../../src/dialects/native/audit/routes.ts';
import { expectSchema, faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 tells who did what to which token, newest first, never a secret', async () => {
  const account = await server.account();
  const issued = await server.root.post('/tokens', { kind: 'access_token', name: 'x', account: account.id });
  const { data, meta } = issued.json;
  await server.root.post('/tokens/revoke', { token: meta.secret, reason: 'leaked' });
  const answer = await server.root.get(`/audit-events?token=${data.id}`);
  expectSchema(answer, listAuditEventsSchema.response[200]);
  const [revoked, created] = answer.json.data;
  expect(Object.keys(revoked)).toEqual([
    'id',
    'type',
    'at',
    'actor',
    'token',
    'account',
    'ip',
    'request_id',
    'details',
  ]);
  expect(revoked).toMatchObject({
    type: 'token_revoked',
    actor: { account: 1, token: 1, via: 'native' },
    token: data.id,
    account: account.id,
    ip: '127.0.0.1',
    details: { reason: 'leaked' },
  });
  expect(created).toMatchObject({ type: 'token_issued', request_id: issued.headers['x-trace-id'] });
  expect(answer.text).not.toContain(meta.secret);
});

it('200 filters by type, account, actor and time, and pages by cursor', async () => {
  const count = async (query: string) => (await server.root.get(`/audit-events?${query}`)).json.data.length;
  const { id } = await server.account();
  const { secret } = await server.issue({ account: { id }, scopes: ['*'] });
  expect(await count(`account=${id}`)).toBeGreaterThanOrEqual(1);
  expect(await count(`actor=${id}`)).toBe(0);
  await server.client(secret).post('/me/tokens', { name: 'own' });
  expect(await count(`actor=${id}`)).toBe(1);
  expect(await count(`type=token_updated`)).toBe(0);
  const { json } = await server.root.get('/audit-events');
  const ids = json.data.map((event: { id: number }) => event.id);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  const newest = json.data[0];
  expect(await count(`after=${newest.at}`)).toBe(0);
  expect(await count(`before=${newest.at}`)).toBeLessThan(ids.length);
  const first = await server.root.get('/audit-events?limit=2');
  const second = await server.root.get(`/audit-events?limit=2&cursor=${first.json.meta.next_cursor}`);
  expect([...first.json.data, ...second.json.data].map(({ id: one }) => one)).toEqual(ids.slice(0, 4));
});

it('422 for a filter that is none', async () => {
  const answer = await server.root.get('/audit-events?type=party&token=x&who=me&cursor=x');
  expect(faultyFields(answer)).toEqual(['token', 'type', 'who']);
});
