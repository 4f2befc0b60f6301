import { alphabet } from './alphabet.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import { isJsonWebToken } from './json-web-token.ts';
import type { KindSettings, TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** The format of GitLab's job tokens: a database partition in hex and 20 random characters, or a JSON Web Token. */
export function createCiJobTokenFormat(settings: KindSettings): TokenFormat {
  return createPrefixedFormat({
    prefixes: gitlabPrefixes(settings, 'glcbt-'),
    bodyPattern: '[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}|ey[\\w-]+\\.[\\w-]+\\.[\\w-]+',
    accepts: (_, body) => !body.includes('.') || isJsonWebToken(body),
    generateBody: (random) => `${partition}_${randomText(random, alphabet.base64url, 20)}`,
  });
}

/** GitLab numbers its partitions from 100. */
const partition = (100).toString(16);
