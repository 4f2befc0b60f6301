import { alphabet } from './alphabet.ts';
import type { TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** A format of one of `prefixes` and `length` random characters of the base64url alphabet, without checksum. */
export function createRandomBodyFormat(prefixes: readonly string[], length: number): TokenFormat {
  return createPrefixedFormat({
    prefixes,
    bodyPattern: `[0-9a-zA-Z_-]{${length}}`,
    generateBody: (random) => randomText(random, alphabet.base64url, length),
  });
}
