import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectOAuthError, malformed, sendForm } from '../oauth-form.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it.each(malformed)('400 for %s', async (_what, type, body) => {
  const headers = type === undefined ? {} : { 'content-type': type };
  const answer = await server.send('/oauth2/revoke', { method: 'POST', headers, body });
  expectOAuthError(answer, 400, 'invalid_request');
});

it('400 for a kind that cannot be revoked, which then still works', async () => {
  const job = (
    await server.root.post('/resources', {
      type: 'job',
      path: 'jobs/1',
      attributes: { status: 'running' },
    })
  ).json.data;
  const account = { id: (await server.account()).id };
  const { secret } = await server.issue({ kind: 'ci_job_token', account, resource: { id: job.id } });
  expectOAuthError(await sendForm(server, 'revoke', { token: secret }), 400, 'unsupported_token_type');
  expect((await server.root.post('/tokens/verify', { token: secret })).json.valid).toBe(true);
});
