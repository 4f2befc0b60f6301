import { createAccessTokenFormat } from './access-token-format.ts';
import { alphabet } from './alphabet.ts';
import { exampleSecret } from './example-secret.ts';
import type { Kind, TokenFormat } from './kind.ts';
import { maskSecret } from './mask-secret.ts';
import { randomText } from './random-text.ts';

const RANDOM_LENGTH = 40;

/** A token of another system that goes on working here: its secret, or a hash of it, was imported as it is. */
export function createImportedTokenKind(): Kind {
  return {
    name: 'imported_token',
    dialect: 'native',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: 'any',
    defaultLifetime: true,
    // Any secret is one of this format: one that is well-formed, and never issued, is ours.
    example: exampleSecret(createAccessTokenFormat()),
  };
}

/** Any shape, so that no shape tells it: only a look-up does. */
const format: TokenFormat = {
  prefixes: [],
  pattern: '[!-~]{20,4096}',
  checksum: null,
  unprefixed: false,
  recognise: () => 'other',
  generate: (random) => randomText(random, alphabet.base62, RANDOM_LENGTH),
  publicId: (secret) => maskSecret(secret, ''),
};
