import { expect, test } from 'vitest';
import { checksum } from '../token/checksum.ts';
import { createKinds } from './all-kinds.ts';

const { recognise } = createKinds({
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabTokenPrefixesKnown: [],
  gitlabInstancePrefixesKnown: [],
  dynatraceExtraScopes: [],
});
const random = 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ';
const checked = random + checksum.base62(random);
const base64url = (text: string) => Buffer.from(text).toString('base64url');

// Put together from parts, so that no secret scanner takes this file for a leak.
test.each([
  ['github_personal_access_token', ['ghp', checked].join('_')],
  ['github_personal_access_token', ['github_pat', 'A'.repeat(22), 'b'.repeat(59)].join('_')],
  ['github_oauth_access_token', ['gho', checked].join('_')],
  ['github_app_user_access_token', ['ghu', checked].join('_')],
  ['github_app_installation_access_token', ['ghs', checked].join('_')],
  ['github_refresh_token', ['ghr', checked].join('_')],
  ['aws_access_key_id', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['aws_access_key_id', ['ASIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['slack_token', ['xoxb', '123456789012', 'abcdefABCDEF'].join('-')],
  ['slack_token', ['xapp', '1', 'A0123456789', '123', 'abcdef'].join('-')],
  ['stripe_secret_key', ['sk', 'live', 'a'.repeat(24)].join('_')],
  ['stripe_secret_key', ['sk', 'test', 'a'.repeat(24)].join('_')],
  ['stripe_secret_key', ['rk', 'live', 'a'.repeat(24)].join('_')],
  ['npm_token', ['npm', checked].join('_')],
  ['pypi_token', ['pypi', `AgEIcHlwaS5vcmc${'a'.repeat(140)}`].join('-')],
  ['openai_api_key', ['sk', 'a'.repeat(48)].join('-')],
  ['openai_api_key', ['sk', 'proj', 'aB_-'.repeat(30)].join('-')],
  ['google_api_key', ['AIza', 'a'.repeat(35)].join('')],
  ['jwt', [base64url('{"alg":"HS256","typ":"JWT"}'), base64url('{"sub":"1"}'), 'c2ln'].join('.')],
])('%s', (looksLike, secret) => {
  expect(recognise(secret)).toEqual({ class: 'foreign', looksLike });
});

test.each([
  ['GitHub with a wrong checksum', ['ghp', `${random}000000`].join('_')],
  ['npm with a wrong checksum', ['npm', `${random}000000`].join('_')],
  ['AWS in lower case', ['AKIA', 'iosfodnn7example'].join('')],
  ['a header that is not JSON', [base64url('{"alg"'), 'a', 'a'].join('.')],
  ['a header without alg', [base64url('{"typ":"JWT"}'), 'a', 'a'].join('.')],
  ['a header that is no object', ['eyJ', 'a', 'a'].join('.')],
  ['two parts', [base64url('{"alg":"none"}'), 'a'].join('.')],
  ['a word', 'sk-learn'],
])('%s is unrecognised', (_, secret) => {
  expect(recognise(secret)).toEqual({ class: 'unrecognised' });
});
