import { expect, it } from 'vitest';
import { startNative } from '../native/start-native.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const traceAsUuid = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';

const places = [
  '/api/v1/me',
  '/api/v4/admin/token',
  '/api/admin/api-tokens',
  '/api/v2/apiTokens',
  '/nowhere',
];

it('every dialect answers with the request id that it was given, or with one of its own', async () => {
  const server = await startNative();
  for (const path of places) {
    const given = await server.send(path, { headers: { 'x-request-id': 'edge-4711' } });
    expect(given.headers['x-request-id'], path).toBe('edge-4711');
    const own = await server.send(path, { headers: { 'x-request-id': 'two words' } });
    expect(own.headers['x-request-id'], path).toMatch(/^[0-9a-f-]{36}$/);
  }
  await server.close();
});

it('tells no secret that was sent as a request id', async () => {
  const server = await startNative();
  const { secret } = await server.issue();
  const answer = await server.send('/api/v1/me', { headers: { 'x-request-id': secret } });
  expect(answer.headers['x-request-id']).not.toContain(secret);
  expect(server.logged()).not.toContain(secret);
  await server.close();
});

it("a problem tells the caller's trace, and the log line too", async () => {
  const server = await startNative();
  const answer = await server.send('/api/v1/me', { headers: { traceparent, 'x-request-id': 'edge-1' } });
  expect(answer.json.trace_id).toBe(traceAsUuid);
  expect(answer.headers['x-trace-id']).toBe(traceAsUuid);
  expect(linesOf(server.logged(), 'request')).toContainEqual(
    expect.objectContaining({ request_id: 'edge-1', trace_id: traceId }),
  );
  const unleash = await server.send('/api/admin/api-tokens', { headers: { traceparent } });
  expect(unleash.json.id).toBe(traceAsUuid);
  await server.close();
});

it("a problem's trace id is a UUID whatever the request id, and in the log", async () => {
  const server = await startNative();
  const { json } = await server.send('/api/v1/me', { headers: { 'x-request-id': 'edge-2' } });
  expect(json.trace_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(linesOf(server.logged(), 'request')).toContainEqual(
    expect.objectContaining({ request_id: 'edge-2', trace_id: json.trace_id }),
  );
  await server.close();
});

it("a problem's trace id is a UUID v4 even where the caller's trace has another form", async () => {
  const server = await startNative();
  const other = `00-0af7651916cd13dd8448eb211c80319c-00f067aa0ba902b7-01`;
  const { json } = await server.send('/api/v1/me', { headers: { traceparent: other } });
  expect(json.trace_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  await server.close();
});

it('the audit keeps the request id', async () => {
  const server = await startNative();
  await server.root.post('/accounts', { type: 'user', username: 'x' }, { 'x-request-id': 'edge-3' });
  const { json } = await server.root.get('/audit-events?type=account_created');
  expect(json.data[0].request_id).toBe('edge-3');
  await server.close();
});

function linesOf(logged: string, msg: string): readonly object[] {
  const lines = logged.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line)).filter((line) => line.msg === msg);
}
