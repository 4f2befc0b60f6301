import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeAllTokensSchema } from '../../../../src/dialects/native/revocation/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const none = { revoked: 0, reset: 0, deleted: 0, already: 0, not_revocable: 0 };

async function revokeAll(id: number, body?: object) {
  const answer = await server.root.post(`/accounts/${id}/revoke-tokens`, body);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, revokeAllTokensSchema.response[200]);
  return answer.json.data;
}

const statusOf = async (id: number) => (await server.root.get(`/tokens/${id}`)).json.data.status;

describe('200', () => {
  it('every live token of the account is revoked in the way of its kind, and none of another', async () => {
    const account = { id: (await server.account()).id };
    const project = (await server.root.post('/resources', { type: 'project', path: 'p' })).json.data;
    const job = (
      await server.root.post('/resources', { type: 'job', path: 'j', attributes: { status: 'running' } })
    ).json.data;
    const active = await server.issue({ account });
    const disabled = await server.issue({ account });
    await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
    const rotated = await server.issue({ account });
    const successor = (await server.root.post(`/tokens/${rotated.id}/rotate`, { grace_seconds: 600 })).json;
    const feed = await server.issue({ kind: 'feed_token', account });
    const client = await server.issue({ kind: 'dynatrace_api_token', account });
    const running = await server.issue({ kind: 'ci_job_token', account, resource: { id: job.id } });
    const expired = await server.issue({ account, expiresAt: server.clock.now() + 1000 });
    const ended = await server.issue({ account });
    await server.root.delete(`/tokens/${ended.id}`);
    const others = await server.issue();
    const trigger = await server.issue({
      kind: 'pipeline_trigger_token',
      account,
      resource: { id: project.id },
    });
    server.clock.advance(2000);

    const counts = { revoked: 5, reset: 1, deleted: 1, already: 0, not_revocable: 1 };
    expect(await revokeAll(account.id, { reason: 'left the company' })).toEqual(counts);
    const gone = [active, disabled, rotated, { id: successor.data.id }, trigger, feed];
    for (const { id } of gone) expect(await statusOf(id)).toBe('revoked');
    expect(await statusOf(client.id)).toBe('deleted');
    expect(await statusOf(running.id)).toBe('active');
    expect(await statusOf(expired.id)).toBe('expired');
    expect(await statusOf(others.id)).toBe('active');
    for (const { secret } of [active, rotated, { secret: successor.meta.secret }, feed, client, trigger])
      expect((await server.root.post('/tokens/verify', { token: secret })).json.valid).toBe(false);
    expect((await server.root.get(`/tokens/${active.id}`)).json.data.revoked_reason).toBe('left the company');
    const { data } = (await server.root.get(`/audit-events?type=token_revoked&account=${account.id}`)).json;
    expect(data).toHaveLength(5 + 1);
    // What a reset put in the place of the feed token is live: it is nobody's yet.
    expect(await revokeAll(account.id)).toEqual({ ...none, reset: 1, not_revocable: 1 });
  });

  it('more than one batch, and again nothing, with a body or without', async () => {
    const account = { id: (await server.account()).id };
    await Promise.all(Array.from({ length: 120 }, () => server.issue({ account })));
    expect(await revokeAll(account.id, {})).toEqual({ ...none, revoked: 120 });
    expect(await revokeAll(account.id)).toEqual(none);
  });

  it("the caller's own token too, over when it is answered", async () => {
    const admin = await server.caller('admin', ['*']);
    const { id } = (await admin.get('/me')).json.data.account;
    expect((await admin.post(`/accounts/${id}/revoke-tokens`)).json.data.revoked).toBe(1);
    expect((await admin.get('/me')).status).toBe(401);
  });
});

it('404 for an account that does not exist, 422 for a reason that cannot be kept', async () => {
  expect((await server.root.post('/accounts/4711/revoke-tokens')).status).toBe(404);
  expect((await server.root.post('/accounts/1/revoke-tokens', { reason: 'a\nb' })).status).toBe(422);
});
