import { checksum } from '../token/checksum.ts';
import { isJsonWebToken } from './json-web-token.ts';

/** How the tokens of another system look. */
export interface ForeignFormat {
  /** What the authority calls such a token. */
  readonly looksLike: string;
  readonly prefixes: readonly string[];
  /** Whether a string that begins with one of `prefixes` is such a token. */
  matches(text: string): boolean;
}

/** The formats of other systems' tokens that people commonly leak beside ours; patterns are anchored and linear. */
export const foreignFormats: readonly ForeignFormat[] = [
  format('github_personal_access_token', ['ghp_'], hasBase62Checksum),
  format('github_personal_access_token', ['github_pat_'], /^github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}$/),
  format('github_oauth_access_token', ['gho_'], hasBase62Checksum),
  format('github_app_user_access_token', ['ghu_'], hasBase62Checksum),
  format('github_app_installation_access_token', ['ghs_'], hasBase62Checksum),
  format('github_refresh_token', ['ghr_'], hasBase62Checksum),
  format('aws_access_key_id', ['AKIA', 'ASIA'], /^A[KS]IA[A-Z0-9]{16}$/),
  format(
    'slack_token',
    ['xoxa-', 'xoxb-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
    /^x[a-z]{3}-[0-9A-Za-z-]{10,500}$/,
  ),
  format(
    'stripe_secret_key',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
    /^[rs]k_(?:live|test)_[0-9A-Za-z]{10,250}$/,
  ),
  format('npm_token', ['npm_'], hasBase62Checksum),
  format('pypi_token', ['pypi-AgEI', 'pypi-AgEN'], /^pypi-[\w-]{50,1000}$/),
  format('openai_api_key', ['sk-'], /^sk-(?:[0-9A-Za-z]{20,200}|(?:proj|svcacct|admin)-[\w-]{20,300})$/),
  format('google_api_key', ['AIza'], /^AIza[\w-]{35}$/),
  format('jwt', ['ey'], isJsonWebToken),
];

function format(
  looksLike: string,
  prefixes: readonly string[],
  test: RegExp | ((text: string) => boolean),
): ForeignFormat {
  return { looksLike, prefixes, matches: test instanceof RegExp ? (text) => test.test(text) : test };
}

/** GitHub and npm: a prefix of four characters, 30 random ones, and their CRC-32 in six. */
function hasBase62Checksum(text: string): boolean {
  return /^[a-z]{3}_[0-9A-Za-z]{36}$/.test(text) && text.endsWith(checksum.base62(text.slice(4, -6)));
}
