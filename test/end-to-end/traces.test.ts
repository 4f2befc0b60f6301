import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type JetonServer, newDataDir, startJeton } from '../support/jeton-process.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

it("sends a span for each request in the caller's trace, with what the store was asked inside", async () => {
  const collector = await startCollector();
  const dataDir = newDataDir();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'tokens' };
  const server = await startJeton({ dataDir, env });
  const admin = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${admin}` };
  await server.send('/readyz');
  const traceparent = `00-${traceId}-${parentId}-01`;
  const body = { type: 'user', username: 'traced' };
  const made = await sendInHalves(server, '/api/v1/accounts', JSON.stringify(body), {
    ...headers,
    'content-type': 'application/json',
    traceparent,
    'x-request-id': 'edge-1',
  });
  expect(made).toBe(201);
  const refused = await server.send('/api/v1/me', { headers: { authorization: 'Bearer nonsense' } });
  await vi.waitFor(() => expect(collector.spans.length).toBeGreaterThanOrEqual(4), 20_000);

  const making = spanNamed(collector.spans, 'POST /api/v1/accounts');
  expect(making).toMatchObject({ traceId, parentSpanId: parentId });
  expect(attributesOf(making)).toMatchObject({
    'http.route': '/api/v1/accounts',
    'http.response.status_code': { intValue: 201 },
    'jeton.dialect': 'native',
    'jeton.token_id': { intValue: 1 },
    'jeton.request_id': 'edge-1',
  });
  // Behind the body, which another turn of the event loop has brought.
  expect(spanNamed(collector.spans, 'store createAccount')).toMatchObject({
    traceId,
    parentSpanId: making.spanId,
  });
  const denied = spanNamed(collector.spans, 'GET /api/v1/me');
  expect(attributesOf(denied)).toMatchObject({ 'jeton.denial': 'malformed' });
  // What began here is told by errors and the log, too.
  expect(refused.json.trace_id.replaceAll('-', '')).toBe(denied.traceId);
  expect(refused.json.trace_id).toMatch(/^.{14}4/);
  expect(server.stdout()).toContain(`"trace_id":"${denied.traceId}"`);
  expect(collector.spans.some(({ name }) => name.includes('readyz'))).toBe(false);
  expect(collector.text()).toContain('"tokens"');
  expect(collector.text()).not.toContain(admin);
  expect((await server.stop()).code).toBe(0);
});

it('honours a caller that samples nothing', async () => {
  const collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const server = await startJeton({ dataDir: newDataDir(), env });
  await server.send('/api/v1/kinds', { headers: { traceparent: `00-${traceId}-${parentId}-00` } });
  await server.send('/api/v4/version');
  await server.stop();
  expect(collector.spans.map((span) => span.traceId)).not.toContain(traceId);
  expect(collector.spans).toHaveLength(1);
});

it('serves and stops as ever while the collector is away, and says so once', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const server = await startJeton({ dataDir: newDataDir(), env });
  expect((await server.send('/api/v1/kinds')).status).toBe(200);
  await vi.waitFor(() => expect(server.stdout()).toContain('traces do not reach the collector'), 20_000);
  expect((await server.stop()).code).toBe(0);
});

async function startCollector() {
  const texts: string[] = [];
  const spans: ReceivedSpan[] = [];
  const server = createServer(async (asked, response) => {
    // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
    const sent: any = await json(asked);
    texts.push(`${asked.url} ${JSON.stringify(sent)}`);
    for (const resource of sent.resourceSpans)
      for (const scope of resource.scopeSpans) spans.push(...scope.spans);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans, text: () => texts.join('\n') };
}

/** The second half of the body arrives when the server has long begun to read. */
async function sendInHalves(
  server: JetonServer,
  path: string,
  body: string,
  headers: OutgoingHttpHeaders,
): Promise<number | undefined> {
  const asked = request(`${server.url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  await new Promise((done) => asked.write(body.slice(0, 10), done));
  await server.send('/livez');
  asked.end(body.slice(10));
  const [answer] = await answered;
  answer.resume();
  return answer.statusCode;
}

function spanNamed(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const span = spans.find((one) => one.name === name);
  if (span === undefined) throw new Error(`no span ${name} in: ${spans.map((one) => one.name).join(', ')}`);
  return span;
}

function attributesOf({ attributes }: ReceivedSpan): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, 'stringValue' in value ? value.stringValue : value]),
  );
}
