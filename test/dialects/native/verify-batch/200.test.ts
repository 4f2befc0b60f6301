import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyTokensSchema } from '../../../../src/dialects/native/verdicts/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('200', () => {
  it('judges in order, each as a use', async () => {
    const { secret } = await server.issue({ limits: { requests: 2, perSeconds: 3600 }, scopes: ['a'] });
    const tokens = [
      { token: secret },
      { token: 'x' },
      { token: secret, scopes: ['b'] },
      { token: secret },
      { token: secret },
    ];
    const answer = await server.root.post('/tokens/verify-batch', { tokens });
    expect(answer.status).toBe(200);
    expectSchema(answer, verifyTokensSchema.response[200]);
    expect(
      answer.json.data.map(({ valid, reason }: { valid: boolean; reason?: string }) => reason ?? valid),
    ).toEqual([true, 'malformed', 'insufficient_scope', true, 'rate_limited']);
    const counts = answer.json.data.map(
      ({ token }: { token?: { usage_count: number } }) => token?.usage_count,
    );
    expect(counts).toEqual([1, undefined, 1, 2, 2]);
  });

  it('takes up to 1,000, and none', async () => {
    const tokens = Array.from({ length: 1000 }, (_, index) => ({ token: `${index}` }));
    expect((await server.root.post('/tokens/verify-batch', { tokens })).json.data.length).toBe(1000);
    expect((await server.root.post('/tokens/verify-batch', { tokens: [] })).json).toEqual({ data: [] });
  });
});
