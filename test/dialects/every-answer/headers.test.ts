import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { collectRoutes } from '../../support/collect-routes.ts';
import type { Answer } from '../../support/start-server.ts';
import { startNative } from '../native/start-native.ts';

/** Public pages without a secret: they may be cached, and have a policy of their own. */
const isPage = (url: string) => /^\/(docs|openapi)/.test(url);

it('every answer of every route forbids caching, sniffing and framing, and allows no other origin', async () => {
  const { started: server, routes } = await collectRoutes(() => startNative());
  const callers = [undefined, `Bearer ${server.rootSecret}`];
  expect(routes.length).toBeGreaterThan(200);
  // CONNECT asks for a tunnel, which no client here opens.
  for (const { method, url } of routes.filter((route) => route.method !== 'CONNECT'))
    for (const authorization of callers) {
      const path = url.replace(/:\w+/g, '4711').replace('*', 'x');
      const answer = await server.send(path, {
        method,
        headers: { origin: 'https://evil.example', ...(authorization && { authorization }) },
      });
      expectFixedHeaders(`${method} ${url}`, answer, isPage(url));
    }
  await server.close();
});

it.each(['/api/v1/%zz', '/nowhere', '/api/v4/nowhere', `/api/v1/${'x'.repeat(9000)}`])(
  'so does the answer to a request that meets no route: %.30s',
  async (path) => {
    const server = await startNative();
    expectFixedHeaders(path, await server.send(path), false);
    await server.close();
  },
);

it('so does the answer to what is no HTTP', async () => {
  const server = await startNative();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.end('NO HTTP AT ALL\r\n\r\n');
  const text = (await socket.setEncoding('utf8').toArray()).join('');
  expect(text).toContain('HTTP/1.1 400');
  expect(text.toLowerCase()).toContain('cache-control: no-store');
  expect(text.toLowerCase()).toContain('x-content-type-options: nosniff');
  await server.close();
});

function expectFixedHeaders(what: string, { headers }: Answer, mayBeCached: boolean): void {
  if (!mayBeCached) expect(headers['cache-control'], what).toBe('no-store');
  expect(headers['x-content-type-options'], what).toBe('nosniff');
  expect(headers['x-frame-options'], what).toMatch(/^(DENY|SAMEORIGIN)$/);
  expect(headers['referrer-policy'], what).toBe('no-referrer');
  expect(headers['content-security-policy'], what).toContain("frame-ancestors 'none'");
  expect(headers['x-request-id'], what).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers['access-control-allow-origin'], what).toBeUndefined();
}
