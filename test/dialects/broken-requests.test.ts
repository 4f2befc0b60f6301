import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it.each([
  ['no request at all', 'nonsense\r\n\r\n', 400],
  ['a header that never ends', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
])('%s is answered with a problem, and the server goes on', async (_what, request, status) => {
  const answer = await raw(request);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain('\r\nContent-Type: application/problem+json\r\n');
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
  expect(body).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    trace_id: expect.any(String),
  });
  expect(answer).toContain(`\r\nX-Trace-Id: ${body.trace_id}\r\n`);
  expect((await server.send('/livez')).status).toBe(200);
});

it('a batch whose transfer coding breaks is cut off before its end, and the server goes on', async () => {
  const head = [
    'POST /api/v1/tokens/identify-batch HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${server.rootSecret}`,
    'Content-Type: application/x-ndjson',
    'Transfer-Encoding: chunked',
  ];
  const line = '{"token":"hello"}\n';
  const answer = await raw(`${head.join('\r\n')}\r\n\r\n12\r\n${line}\r\nzz\r\n`);
  expect(answer.endsWith('0\r\n\r\n')).toBe(false);
  expect((await server.send('/livez')).status).toBe(200);
  expect(server.logged()).not.toContain('"level":50');
});

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
