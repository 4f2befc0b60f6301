import { expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

it('tells metrics without a token, in the text format of Prometheus', async () => {
  const server = await startNative();
  const answer = await server.send('/metrics');
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of answer.text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? -?[\d.e+-]+)$/);
  expectProblem(await server.send('/metrics', { method: 'POST' }), 405, 'Method Not Allowed', '/metrics');
  await server.close();
});

it('counts verdicts by their reason, at every door', async () => {
  const server = await startNative();
  const token = await server.issue();
  for (let count = 0; count < 3; count += 1)
    await server.root.post('/tokens/verify', { token: token.secret, scopes: count === 2 ? ['x'] : [] });
  await server.root.post('/tokens/verify', { token: 'nonsense' });
  // The caller's own token is judged at each of the four calls, too.
  expect(await metric(server, 'jeton_verdicts_total{verdict="valid"}')).toBe(6);
  expect(await metric(server, 'jeton_verdicts_total{verdict="insufficient_scope"}')).toBe(1);
  expect(await metric(server, 'jeton_verdicts_total{verdict="malformed"}')).toBe(1);
  expect(await metric(server, 'jeton_verdicts_total{verdict="revoked"}')).toBe(0);
  await server.close();
});

it('counts what memory answered and what it had to ask', async () => {
  const server = await startNative();
  const token = await server.issue();
  for (let count = 0; count < 5; count += 1) await server.client(token.secret).get('/me');
  expect(await metric(server, 'jeton_cache_misses_total')).toBe(1);
  expect(await metric(server, 'jeton_cache_hits_total')).toBe(4);
  expect(await metric(server, 'jeton_store_look_ups_total')).toBe(1);
  expect(await metric(server, 'jeton_cached_tokens')).toBe(1);
  await server.close();
});

it('counts uses on their way to the store', async () => {
  const server = await startNative();
  await server.root.get('/me');
  await server.root.get('/me');
  expect(await metric(server, 'jeton_uses_pending')).toBe(2);
  await server.authority.settle();
  expect(await metric(server, 'jeton_uses_counted_total')).toBe(2);
  expect(await metric(server, 'jeton_uses_stored_total')).toBe(2);
  expect(await metric(server, 'jeton_uses_pending')).toBe(0);
  await server.close();
});

it('times requests by pattern of the route, never by what a client wrote', async () => {
  const server = await startNative();
  const { id } = await server.issue();
  await server.root.get(`/tokens/${id}`);
  await server.root.get('/tokens/999');
  await server.send('/what-nobody-serves');
  await server.send(`/api/v1/tokens/${id}`, { method: 'PUT' });
  const count = (labels: string) => metric(server, `jeton_request_duration_seconds_count{${labels}}`);
  const route = 'dialect="native",method="GET",route="/api/v1/tokens/:id"';
  expect(await count(`${route},status="2xx"`)).toBe(1);
  expect(await count(`${route},status="4xx"`)).toBe(1);
  expect(await count('dialect="(none)",method="GET",route="(none)",status="4xx"')).toBe(1);
  expect(await count('dialect="native",method="(other)",route="/api/v1/tokens/:id",status="4xx"')).toBe(1);
  const { text } = await server.send('/metrics');
  expect(text).not.toMatch(/what-nobody-serves|tokens\/\d/);
  await server.close();
});

it('counts failed authentications by dialect and reason, and events of the audit by type', async () => {
  const server = await startNative();
  await server.send('/api/v1/me');
  await server.send('/api/admin/api-tokens', { headers: { authorization: 'nonsense' } });
  await server.root.post('/accounts', { type: 'user', username: 'x' });
  await server.root.post('/accounts', { type: 'user', username: 'x' });
  const failed = (labels: string) => metric(server, `jeton_failed_authentications_total{${labels}}`);
  expect(await failed('dialect="native",reason="not_authenticated"')).toBe(1);
  expect(await failed('dialect="unleash",reason="malformed"')).toBe(1);
  // The first is root; the second was taken.
  expect(await metric(server, 'jeton_audit_events_total{type="account_created"}')).toBe(2);
  await server.close();
});

it('tells of a store that is gone, and still answers', async () => {
  const server = await startNative();
  expect(await metric(server, 'jeton_ready{check="database"}')).toBe(1);
  await server.closeStore();
  await server.root.get('/accounts');
  expect(await metric(server, 'jeton_ready{check="database"}')).toBe(0);
  expect(await metric(server, 'jeton_store_failures_total{operation="findTokenByDigest"}')).toBe(1);
});

async function metric(server: NativeTestServer, name: string): Promise<number | undefined> {
  const { text } = await server.send('/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}
