import { alphabet } from './alphabet.ts';
import type { SecretContext, TokenFormat } from './kind.ts';
import { maskSecret } from './mask-secret.ts';
import { randomText } from './random-text.ts';

/** What distinguishes one of Unleash's formats from another: all that stands before the hexadecimal digits. */
export interface UnleashSecretFormatOptions {
  /** Regular expression source of the head. */
  readonly headPattern: string;
  /** A head that matches the pattern and yet belongs to another format. */
  readonly excludedHead?: string;
  /** Makes the head of a fresh secret. */
  generateHead(attributes: SecretContext['attributes']): string;
}

/** A format of a showable head and 56 hexadecimal digits; it has no literal prefix, so that nothing is malformed. */
export function createUnleashSecretFormat(options: UnleashSecretFormatOptions): TokenFormat {
  const headForm = new RegExp(`^${options.headPattern}$`);
  const isWellFormed = (secret: string): boolean => {
    if (!hexTail.test(secret.slice(-hexLength))) return false;
    const head = secret.slice(0, -hexLength);
    return head !== options.excludedHead && headForm.test(head);
  };
  return {
    prefixes: [],
    pattern: `${options.headPattern}[0-9a-f]{${hexLength}}`,
    checksum: null,
    unprefixed: true,
    recognise: (secret) => (isWellFormed(secret) ? 'well_formed' : 'other'),
    generate: (random, { attributes }) =>
      options.generateHead(attributes) + randomText(random, alphabet.hex, hexLength),
    publicId: (secret) => maskSecret(secret, isWellFormed(secret) ? secret.slice(0, -hexLength) : ''),
  };
}

const hexLength = 56;
const hexTail = new RegExp(`^[0-9a-f]{${hexLength}}$`);
