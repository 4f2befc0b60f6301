import { expect, it } from 'vitest';
import { expectOAuthError, sendForm } from '../oauth-form.ts';
import { startNative } from '../start-native.ts';

it('429 for an address that guessed too often: guessing by revoking is as slow as elsewhere', async () => {
  const server = await startNative({ JETON_FAILED_AUTH_PER_MINUTE: '3' });
  const { example } = server.authority.kinds.get('access_token');
  for (const token of [example, 'jtn_x', example])
    expect((await sendForm(server, 'revoke', { token })).status).toBe(200);
  const answer = await sendForm(server, 'revoke', { token: example });
  expectOAuthError(answer, 429, 'temporarily_unavailable');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  await server.close();
});
