import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('200', () => {
  it('changes what is named and leaves the rest', async () => {
    const { id } = await server.issue({ scopes: ['a'], description: 'old' });
    const change = {
      name: ' new ',
      scopes: ['b', 'c'],
      expires_at: '2999-01-01T00:00:00Z',
      allowed_ips: ['10.0.0.0/8'],
      limits: { requests: 2, per_seconds: 3 },
    };
    const changed = (await server.root.patch(`/tokens/${id}`, change)).json.data;
    expect(changed).toMatchObject({
      ...change,
      name: 'new',
      description: 'old',
      expires_at: '2999-01-01T00:00:00.000Z',
    });
    expect((await server.root.patch(`/tokens/${id}`, {})).json.data).toEqual(changed);
    const cleared = { description: null, expires_at: null, allowed_ips: [], limits: null };
    expect((await server.root.patch(`/tokens/${id}`, cleared)).json.data).toMatchObject({
      ...cleared,
      allowed_ips: null,
      name: 'new',
    });
  });

  it('disabling refuses the token at once, and enabling admits it again', async () => {
    const { id, secret } = await server.issue();
    const token = server.client(secret);
    expect((await token.get('/me')).status).toBe(200);
    expect((await server.root.patch(`/tokens/${id}`, { disabled: true })).json.data.status).toBe('disabled');
    expect((await token.get('/me')).status).toBe(401);
    expect((await server.root.patch(`/tokens/${id}`, { disabled: false })).json.data.status).toBe('active');
    expect((await token.get('/me')).status).toBe(200);
  });

  it('an allow-list holds from the next request on', async () => {
    const { id, secret } = await server.issue();
    const token = server.client(secret);
    expect((await token.get('/me')).status).toBe(200);
    await server.root.patch(`/tokens/${id}`, { allowed_ips: ['192.0.2.1'] });
    expect((await token.get('/me')).status).toBe(401);
  });
});
