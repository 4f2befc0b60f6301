import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startServer, type TestServer } from '../support/start-server.ts';

const MINUTE_MS = 60_000;

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_RATE_LIMIT_PER_MINUTE: '3' });
});
afterAll(() => server.close());

describe('a token that is used more often than the installation allows waits for the next minute', () => {
  it.each([
    ['native', '/api/v1/me', bearer, 'application/problem+json'],
    ['gitlab', '/api/v4/admin/token', bearer, 'text/plain'],
    ['unleash', '/api/admin/api-tokens/none', bearer, 'application/json'],
    ['dynatrace', '/api/v2/apiTokens/lookup', apiToken, 'application/json'],
  ] as const)('%s', async (name, path, headersFor, type) => {
    const secret = await issue(name);
    const send = () => request(path, headersFor(secret));
    server.clock.set(Math.ceil(server.clock.now() / MINUTE_MS) * MINUTE_MS);
    for (let sent = 0; sent < 3; sent += 1) expect((await send()).status).not.toBe(429);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toContain(type);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await request(path, headersFor(await issue(name)))).status).not.toBe(429);
    server.clock.advance(MINUTE_MS);
    expect((await send()).status).not.toBe(429);
  });

  it('without a refused request being counted as a use', async () => {
    const secret = await issue('counted');
    server.clock.set(Math.ceil(server.clock.now() / MINUTE_MS) * MINUTE_MS);
    for (let sent = 0; sent < 5; sent += 1) await request('/api/v1/me', bearer(secret));
    const found = await server.authority.identify(secret);
    expect(found.class === 'issued' && found.details.use.count).toBe(3);
  });
});

async function issue(name: string): Promise<string> {
  const { secret } = await server.authority.issue(server.operator, {
    kind: 'access_token',
    name,
    scopes: ['*'],
  });
  return secret?.reveal() ?? '';
}

function bearer(secret: string) {
  return { authorization: `Bearer ${secret}` };
}

function apiToken(secret: string) {
  return { authorization: `Api-Token ${secret}` };
}

function request(path: string, headers: Record<string, string>): Promise<Answer> {
  const posts = path.endsWith('/token') || path.endsWith('/lookup');
  return server.send(path, posts ? { method: 'POST', headers, body: { token: 'none' } } : { headers });
}
