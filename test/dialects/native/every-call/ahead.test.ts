import { afterAll, beforeAll, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

/** A request that brings its own id is never answered ahead of the framework. */
const usualWay = { 'x-request-id': 'of-the-client' };

function withoutIds({ status, headers, text }: Awaited<ReturnType<NativeTestServer['send']>>) {
  const { 'x-request-id': _id, 'x-trace-id': _trace, date: _date, ...kept } = headers;
  return { status, headers: kept, text };
}

it('a verdict is the same ahead of the framework and by the usual way, in body and headers', async () => {
  const good = await server.issue({ name: 'Ä "quoted" \u2028 name', scopes: ['a'] });
  const revoked = await server.issue();
  await server.root.delete(`/tokens/${revoked.id}`);
  const limited = await server.issue({ limits: { requests: 1, perSeconds: 3600 } });
  const questions = [
    { token: good.secret },
    { token: good.secret, scopes: ['b'] },
    { token: good.secret, ip: '192.0.2.1', resource: { type: 'project', path: 'p' } },
    { token: revoked.secret },
    { token: limited.secret },
    { token: 'no-token-at-all-but-long-enough' },
    { token: 'x' },
  ];
  for (const body of questions) {
    // Once, so that memory knows it.
    await server.root.post('/tokens/verify', body);
    const ask = (headers: object) =>
      server.send('/api/v1/tokens/verify', {
        method: 'POST',
        headers: { authorization: `Bearer ${server.rootSecret}`, ...headers },
        body,
      });
    const [ahead, usual] = [await ask({}), await ask(usualWay)];
    const uses = (text: string) =>
      text.replace(/"usage_count":\d+/, '').replace(/"last_used_at":"[^"]+"/, '');
    expect({ ...withoutIds(ahead), text: uses(ahead.text) }).toEqual({
      ...withoutIds(usual),
      text: uses(usual.text),
      headers: { ...withoutIds(usual).headers, 'content-length': ahead.headers['content-length'] },
    });
  }
});

it('a body that is wrong is answered by the usual way, although it was read ahead', async () => {
  const headers = { authorization: `Bearer ${server.rootSecret}`, 'content-type': 'application/json' };
  for (const [body, status] of [
    ['{"token":"x","token":"y"}', 400],
    ['{"token":', 400],
    ['{"token":"x","more":1}', 422],
    ['{"token":"\u00e4"}', 200],
  ] as const) {
    const answer = await server.send('/api/v1/tokens/verify', { method: 'POST', headers, body });
    expect([body, answer.status]).toEqual([body, status]);
  }
});

it('a gateway is told the same ahead of the framework and by the usual way', async () => {
  const { secret } = await server.issue({ scopes: ['orders:read'] });
  for (const path of ['/auth', '/auth?scope=orders:read', '/auth?scope=other', '/auth?kind=deploy_token']) {
    const ask = (headers: object) =>
      server.send(path, { headers: { authorization: `Bearer ${secret}`, ...headers } });
    await ask({});
    const [ahead, usual] = [await ask({}), await ask(usualWay)];
    expect(withoutIds(ahead)).toEqual(withoutIds(usual));
  }
});
