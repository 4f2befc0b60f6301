import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, uuid } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a description that a token of the user has is refused', async () => {
  const create = () =>
    call(server, server.rootSecret, 'POST', '/user/tokens', {
      description: 'twice',
      expiresAt: '2099-01-02T12:00:00Z',
    });
  expect((await create()).status).toBe(201);
  const { status, json } = await create();
  expect(status).toBe(409);
  expect(json).toMatchObject({ id: uuid, name: 'NameExistsError', details: [{ message: json.message }] });
});

test('of many requests at once with one description, one is granted', async () => {
  const body = { description: 'at once', expiresAt: '2099-01-02T12:00:00Z' };
  const create = () => call(server, server.rootSecret, 'POST', '/user/tokens', body);
  const statuses = (await Promise.all(Array.from({ length: 6 }, create))).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409, 409, 409, 409, 409]);
});
