import { expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseUnleashInitialTokens } from './unleash-initial-tokens.ts';

const hex = 'ab'.repeat(28);

test('secrets are told apart by their setting, and say themselves what they are for', () => {
  expect(
    parseUnleashInitialTokens({
      JETON_UNLEASH_INIT_ADMIN_API_TOKENS: `*:*.${hex}, a-free-string-of-an-admin`,
      JETON_UNLEASH_INIT_CLIENT_API_TOKENS: `*:development.${hex},shop:production.short-but-long-enough,`,
      JETON_UNLEASH_INIT_BACKEND_API_TOKENS: `${hex}`,
      JETON_UNLEASH_INIT_FRONTEND_API_TOKENS: ` *:development.unleash-insecure-frontend-api-token `,
    }),
  ).toEqual([
    { kind: 'unleash_admin_token', secret: `*:*.${hex}`, attributes: {} },
    { kind: 'unleash_admin_token', secret: 'a-free-string-of-an-admin', attributes: {} },
    {
      kind: 'unleash_client_token',
      secret: `*:development.${hex}`,
      attributes: { environment: 'development' },
    },
    {
      kind: 'unleash_client_token',
      secret: 'shop:production.short-but-long-enough',
      attributes: { projects: ['shop'], environment: 'production' },
    },
    { kind: 'unleash_backend_token', secret: hex, attributes: {} },
    {
      kind: 'unleash_frontend_token',
      secret: '*:development.unleash-insecure-frontend-api-token',
      attributes: { environment: 'development' },
    },
  ]);
  expect(parseUnleashInitialTokens({})).toEqual([]);
});

test.each([
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', 'too-short'],
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', 'x'.repeat(4097)],
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', `with a blank ${hex}`],
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', `ünlëash-${hex}`],
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', `default:*.${hex}`],
  ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', `*:default.${hex}`],
  ['JETON_UNLEASH_INIT_CLIENT_API_TOKENS', `*:*.${hex}`],
  ['JETON_UNLEASH_INIT_BACKEND_API_TOKENS', `default:*.${hex}`],
  ['JETON_UNLEASH_INIT_FRONTEND_API_TOKENS', `[]:default.${hex}`],
  ['JETON_UNLEASH_INIT_CLIENT_API_TOKENS', `*:default.${hex},*:default.${hex}`],
] as const)('%s=%s is refused in one line that names it and no secret', (name, value) => {
  const read = () => parseUnleashInitialTokens({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^${name} [^\\n]+$`));
  expect(read).not.toThrow(new RegExp(`${hex}|too-short`));
});

test('a secret cannot be of two types', () => {
  const secret = 'a-free-string-of-somebody';
  expect(() =>
    parseUnleashInitialTokens({
      JETON_UNLEASH_INIT_ADMIN_API_TOKENS: secret,
      JETON_UNLEASH_INIT_FRONTEND_API_TOKENS: secret,
    }),
  ).toThrow(
    'JETON_UNLEASH_INIT_FRONTEND_API_TOKENS lists a secret that is listed in JETON_UNLEASH_INIT_ADMIN_API_TOKENS already',
  );
});
