import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const assets = ['swagger-ui-bundle.js', 'swagger-ui.css', 'reference.js', 'reference.css'];

describe('the reference at /docs', () => {
  it('names nothing outside of the server, and lets the browser load nothing else', async () => {
    const page = await server.send('/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).not.toMatch(/https?:|\/\//);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it.each(assets)('serves %s whole, compressed or not, and once', async (name) => {
    const plain = await server.send(`/docs/${name}`);
    expect(plain.status).toBe(200);
    expect(plain.headers['x-content-type-options']).toBe('nosniff');
    const tag = String(plain.headers.etag);
    const compressed = await fetch(`${server.url}/docs/${name}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(compressed.headers.get('content-encoding')).toBe('gzip');
    expect(await compressed.text()).toBe(plain.text);
    const again = await server.send(`/docs/${name}`, { headers: { 'if-none-match': tag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('sends nothing compressed to whoever does not take it', async () => {
    const refused = await server.send('/docs', { headers: { 'accept-encoding': 'gzip;q=0, br' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
    expect(refused.text).toContain('<title>Jeton');
  });

  it('is found with a slash behind it too', async () => {
    const answer = await server.send('/docs/');
    expect([answer.status, answer.headers.location]).toEqual([301, '../docs']);
  });
});
