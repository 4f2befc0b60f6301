import { expect, it } from 'vitest';
import { startNative } from '../native/start-native.ts';

const page = 'https://app.example.com';
const paths = ['/api/v1/me', '/api/v4/personal_access_tokens', '/api/admin/api-tokens', '/api/v2/apiTokens'];

it('without JETON_CORS_ORIGINS no page of another origin may read an answer', async () => {
  const server = await startNative();
  for (const path of paths) {
    const { headers } = await server.send(path, { headers: { origin: page } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await server.send(path, {
      method: 'OPTIONS',
      headers: { origin: page, 'access-control-request-method': 'GET' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    expect(preflight.status).toBeGreaterThanOrEqual(400);
  }
  await server.close();
});

it('pages of the origins in JETON_CORS_ORIGINS may call every dialect, refusals included, and no others', async () => {
  const server = await startNative({ JETON_CORS_ORIGINS: `${page}, http://localhost:3000` });
  for (const path of paths) {
    const preflight = await server.send(path, {
      method: 'OPTIONS',
      headers: {
        origin: page,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization, content-type',
      },
    });
    expect([path, preflight.status]).toEqual([path, 204]);
    expect(preflight.headers['access-control-allow-origin']).toBe(page);
    expect(preflight.headers['access-control-allow-methods']).toContain('DELETE');
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    const refused = await server.send(path, { headers: { origin: page } });
    expect([path, refused.status]).toEqual([path, 401]);
    expect(refused.headers['access-control-allow-origin']).toBe(page);
    expect(refused.headers['access-control-allow-credentials']).toBeUndefined();
    const other = await server.send(path, { headers: { origin: 'https://evil.example' } });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  }
  await server.close();
});
