import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { getMeSchema } from '../../../../src/dialects/native/me/routes.ts';
import { expectSchema, type NativeTestServer, startNative, tokenMembers } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 tells the account and the token, whatever its role and scopes, this request counted', async () => {
  const caller = await server.caller('viewer', []);
  await caller.get('/me');
  const answer = await caller.get('/me');
  expect(answer.status).toBe(200);
  expectSchema(answer, getMeSchema.response[200]);
  expect(Object.keys(answer.json)).toEqual(['data']);
  expect(Object.keys(answer.json.data)).toEqual(['account', 'token']);
  expect(Object.keys(answer.json.data.token)).toEqual(tokenMembers);
  expect(answer.json.data).toMatchObject({ account: { role: 'viewer' }, token: { usage_count: 2 } });
});

it('200 at the control socket, where every caller is the operator: account root and no token', async () => {
  const { authority } = server;
  const app = await createApp({
    config: parseConfig({}),
    authority,
    logger: pino({ level: 'silent' }),
    callers: 'operator',
  });
  const me = await app.inject('/api/v1/me');
  expect(me.json()).toMatchObject({ data: { account: { username: 'root' }, token: null } });
  const issued = await app.inject({
    method: 'POST',
    url: '/api/v1/tokens',
    payload: { kind: 'access_token', name: 'x', scopes: ['*'] },
  });
  expect(issued.statusCode).toBe(201);
  const own = await app.inject('/api/v1/me/tokens');
  expect(
    own
      .json()
      .data.map(({ name }: { name: string }) => name)
      .sort(),
  ).toEqual(['First administrator', 'x']);
  const { json } = await server.root.get(`/audit-events?token=${issued.json().data.id}`);
  expect(json.data[0].actor).toEqual({ account: 1, token: null, via: 'command_line' });
  await server.root.patch('/accounts/1', { username: 'renamed' });
  expect((await app.inject('/api/v1/me')).json()).toMatchObject({
    data: { account: { username: 'renamed' }, token: null },
  });
  expect((await app.inject('/api/v1/tokens')).statusCode).toBe(200);
  await app.close();
});
