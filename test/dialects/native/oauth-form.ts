import { expect } from 'vitest';
import type { Answer } from '../../support/start-server.ts';
import type { NativeTestServer } from './start-native.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Sends a form to one of the calls of OAuth 2.0. */
export function sendForm(
  server: NativeTestServer,
  call: 'introspect' | 'revoke',
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return server.send(`/oauth2/${call}`, { method: 'POST', headers: { ...form, ...headers }, body });
}

export function bearer(secret: string) {
  return { authorization: `Bearer ${secret}` };
}

export function basic(password: string, user = 'anybody') {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Checks everything that an error of RFC 6749 promises. */
export function expectOAuthError(answer: Answer, status: number, error: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json).toEqual({ error, error_description: expect.stringMatching(/^[^"\\\n]+\.$/) });
}

/** Bodies that RFC 6749 calls malformed, with their content types. */
export const malformed: readonly (readonly [string, string | undefined, string])[] = [
  ['no token', form['content-type'], ''],
  ['an empty token', form['content-type'], 'token='],
  ['a token twice', form['content-type'], 'token=a&token=b'],
  ['a token twice, once in another spelling', form['content-type'], 'token=a&%74oken=b'],
  ['a hint twice', form['content-type'], 'token=a&token_type_hint=x&token_type_hint=y'],
  ['an overlong token', form['content-type'], `token=${'x'.repeat(4097)}`],
  ['too many parameters', form['content-type'], `token=a&${'b=c&'.repeat(100)}`],
  ['JSON', 'application/json', '{"token":"a"}'],
  ['JSON called a form', form['content-type'], '{"token":"a"}'],
  ['text', 'text/plain', 'token=a'],
  ['no content type', undefined, 'token=a'],
  ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
];
