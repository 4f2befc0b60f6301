import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
  for (let count = 0; count < 3; count += 1) await server.issue();
});
afterAll(() => server.close());

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('422', () => {
  it.each([
    ['limit=0', ['limit']],
    ['limit=201', ['limit']],
    ['limit=ten', ['limit']],
    ['limit=1e1', ['limit']],
    ['limit=', ['limit']],
    ['limit=1&limit=2', ['limit']],
    ['sort=secret', ['sort']],
    ['kind=x', ['kind.0']],
    ['status=active&status=odd', ['status.1']],
    ['account=x', ['account']],
    ['account=9007199254740993', ['account']],
    ['created_after=yesterday', ['created_after']],
    ['q=a%00b', ['q']],
    ['knid=access_token', ['knid']],
    ['limit=0&sort=x&nope=1', ['limit', 'nope', 'sort']],
  ])('for %s', async (query, fields) => {
    expect(faultyFields(await server.root.get(`/tokens?${query}`))).toEqual(fields);
  });

  it('for a cursor that this list did not give', async () => {
    const { next_cursor } = (await server.root.get('/tokens?limit=1')).json.meta;
    const audit = (await server.root.get('/audit-events?limit=1')).json.meta.next_cursor;
    const bad = [
      'x',
      '%00',
      `${next_cursor}x`,
      next_cursor.slice(1),
      audit,
      forged(['tokens desc id', 'x', 2]),
      forged(['tokens desc id', 2, 'x']),
      forged(['tokens desc id', 2, 1e300]),
      forged({}),
      'x'.repeat(6000),
    ];
    for (const cursor of bad)
      expect(faultyFields(await server.root.get(`/tokens?cursor=${cursor}`)), cursor).toEqual(['cursor']);
    expect(faultyFields(await server.root.get(`/tokens?sort=name&cursor=${next_cursor}`))).toEqual([
      'cursor',
    ]);
    expect((await server.root.get(`/tokens?cursor=${next_cursor}`)).status).toBe(200);
  });
});
