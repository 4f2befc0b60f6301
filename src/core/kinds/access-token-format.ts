import { checksum } from '../token/checksum.ts';
import { alphabet } from './alphabet.ts';
import type { TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** The native format: `jtn_`, 30 random base62 characters and their checksum. */
export function createAccessTokenFormat(): TokenFormat {
  return createPrefixedFormat({
    prefixes: ['jtn_'],
    bodyPattern: `[0-9A-Za-z]{${randomLength + checksumLength}}`,
    checksum: 'crc32-base62',
    accepts: (_, body) => body.endsWith(checksum.base62(body.slice(0, randomLength))),
    generateBody(random) {
      const text = randomText(random, alphabet.base62, randomLength);
      return text + checksum.base62(text);
    },
  });
}

const randomLength = 30;
const checksumLength = 6;
