import { alphabet } from './alphabet.ts';
import type { TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** The format of Dynatrace's tokens: `dt0c01.`, a public part and a secret part. */
export function createDynatraceTokenFormat(): TokenFormat {
  const format = createPrefixedFormat({
    prefixes: ['dt0c01.'],
    bodyPattern: `[A-Z0-9]{${publicLength}}\\.[A-Z0-9]{${secretLength}}`,
    generateBody: (random) =>
      `${randomText(random, alphabet.base32, publicLength)}.${randomText(random, alphabet.base32, secretLength)}`,
  });
  return {
    ...format,
    // Dynatrace's id of a token is its first two parts.
    publicId: (secret) =>
      format.recognise(secret) === 'well_formed'
        ? secret.slice(0, -secretLength - 1)
        : format.publicId(secret),
  };
}

const publicLength = 24;
const secretLength = 64;
