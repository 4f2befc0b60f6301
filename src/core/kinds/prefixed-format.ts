import type { Random } from '../random.ts';
import type { SecretContext, TokenFormat } from './kind.ts';
import { maskSecret } from './mask-secret.ts';

/** What distinguishes one format with literal prefixes from another. */
export interface PrefixedFormatOptions {
  /** The prefixes recognised; the first is the one that fresh secrets get. */
  readonly prefixes: readonly string[];
  /** Regular expression source of what follows the prefix. */
  readonly bodyPattern: string;
  /** Checksum the format carries; none when left out. */
  readonly checksum?: TokenFormat['checksum'];
  /** Further condition on a secret whose body matches `bodyPattern`, such as its checksum. */
  accepts?(secret: string, body: string): boolean;
  /** Makes the body of a fresh secret. */
  generateBody(random: Random, context: SecretContext): string;
}

/** A format whose secrets are one of a few literal prefixes and a body. */
export function createPrefixedFormat(options: PrefixedFormatOptions): TokenFormat {
  const prefixes = [...new Set(options.prefixes)];
  const longestFirst = prefixes.toSorted((a, b) => b.length - a.length);
  const body = new RegExp(`^(?:${options.bodyPattern})$`);
  const isWellFormed = (secret: string, prefix: string): boolean => {
    const rest = secret.slice(prefix.length);
    return body.test(rest) && (options.accepts?.(secret, rest) ?? true);
  };
  const wellFormedPrefix = (secret: string): string | undefined =>
    longestFirst.find((prefix) => secret.startsWith(prefix) && isWellFormed(secret, prefix));

  return {
    prefixes,
    pattern: anyOf(prefixes) + grouped(options.bodyPattern),
    checksum: options.checksum ?? null,
    unprefixed: false,
    recognise(secret) {
      if (wellFormedPrefix(secret) !== undefined) return 'well_formed';
      return prefixes.some((prefix) => secret.startsWith(prefix)) ? 'malformed' : 'other';
    },
    generate: (random, context) => `${prefixes[0]}${options.generateBody(random, context)}`,
    publicId: (secret) => maskSecret(secret, wellFormedPrefix(secret) ?? ''),
  };
}

function anyOf(prefixes: readonly string[]): string {
  return grouped(prefixes.map((prefix) => prefix.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'));
}

function grouped(pattern: string): string {
  return pattern.includes('|') ? `(?:${pattern})` : pattern;
}
