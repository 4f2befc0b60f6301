import { alphabet } from './alphabet.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { KindSettings, TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** The format of GitLab's feed tokens; their form for one path (HMAC and user id) is well formed too. */
export function createFeedTokenFormat(settings: KindSettings): TokenFormat {
  return createPrefixedFormat({
    prefixes: gitlabPrefixes(settings, 'glft-'),
    bodyPattern: '[0-9a-zA-Z_-]{20}|[0-9a-f]{64}-[0-9]{1,19}',
    generateBody: (random) => randomText(random, alphabet.base64url, 20),
  });
}
