import { once } from 'node:events';
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_FAILED_AUTH_PER_MINUTE: '0' });
});
afterAll(() => server.close());

// CONNECT names no path: no gateway can ask with it.
it.each(METHODS.filter((method) => method !== 'CONNECT'))('a good token passes with %s', async (method) => {
  expect(await statusOf(method, [])).toBe(200);
});

it.each([
  ['a length without a body', ['Content-Type: application/json', 'Content-Length: 5']],
  ['a length beyond any limit', ['Content-Type: text/plain', 'Content-Length: 99999999999']],
  ['chunks', ['Transfer-Encoding: chunked']],
  ['a content type that is none', ['Content-Type: ;;;', 'Content-Length: 1']],
  ['an encoding', ['Content-Encoding: gzip', 'Content-Length: 1']],
  ['a wish to speak websocket', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']],
  ['an offer of HTTP/2', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: x']],
  ['an unknown expectation', ['Expect: the-unexpected']],
  ['a range', ['Range: bytes=0-1', 'If-None-Match: *']],
  ['an override', ['X-HTTP-Method-Override: DELETE', 'X-Original-URL: /livez', 'X-Forwarded-Prefix: /x']],
])('a good token passes with %s', async (_what, headers) => {
  expect(await statusOf('POST', headers)).toBe(200);
});

it('whatever else is sent is answered 200, 401 or 403', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .,:;=*/+-_"[]&?%'), maxLength: 40 });
  const names = ['X-Forwarded-For', 'Authorization', 'Private-Token', 'X-Api-Key', 'Content-Type', 'Accept'];
  const header = fc.tuple(fc.constantFrom(...names), text).map(([name, value]) => `${name}: ${value}`);
  const query = text.map((one) => one.replaceAll(' ', '%20'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'),
      fc.array(header, { maxLength: 4 }),
      query,
      async (method, headers, asked) => {
        expect([200, 401, 403]).toContain(await statusOf(method, headers, asked));
      },
    ),
    { numRuns: 300 },
  );
});

it("a page's preflight is judged like any request, also where pages may call the other routes", async () => {
  const open = await startNative({ JETON_CORS_ORIGINS: 'https://console.example' });
  onTestFinished(() => open.close());
  const preflight = { origin: 'https://console.example', 'access-control-request-method': 'GET' };
  const ask = (path: string, headers: Record<string, string>) =>
    open.send(path, { method: 'OPTIONS', headers });
  expect((await ask('/api/v1/me', preflight)).status).toBe(204);
  expect((await ask('/auth', preflight)).status).toBe(401);
  expect((await ask('/auth', {})).status).toBe(401);
  expect((await ask('/auth', { ...preflight, 'private-token': open.rootSecret })).status).toBe(200);
});

/** The status of the answer to one request with a good token last. */
async function statusOf(method: string, headers: readonly string[], query = ''): Promise<number> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const lines = [
    `${method} /auth${query && `?${query}`} HTTP/1.1`,
    'Host: x',
    ...headers,
    `Private-Token: ${server.rootSecret}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(answer))?.[1]);
}
