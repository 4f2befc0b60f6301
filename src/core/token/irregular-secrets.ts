import type { TokenDigest } from './token-digest.ts';

/**
 * Remembers which digests belong to secrets without their kind's shape (imported as they were), so that a flood of
 * wrong-shaped strings costs no read. Beyond `max` of them it says of every string that it may be one.
 */
export class IrregularSecrets {
  readonly #max: number;
  #digests: Set<string> | null;

  constructor(digests: readonly TokenDigest[] | null, max: number) {
    this.#max = max;
    this.#digests = digests === null ? null : new Set(digests.map(key));
  }

  /** Whether there is no such secret at all: then no digest needs to be asked about. */
  get isEmpty(): boolean {
    return this.#digests?.size === 0;
  }

  /** Whether the store may know a wrong-shaped secret with this digest. */
  mayHold(digest: TokenDigest): boolean {
    return this.#digests === null || this.#digests.has(key(digest));
  }

  /** Takes note of one, before the change that stores it. */
  add(digest: TokenDigest): void {
    if (this.#digests === null) return;
    this.#digests.add(key(digest));
    if (this.#digests.size > this.#max) this.#digests = null;
  }
}

// Six bytes tell a million digests apart well enough: a collision costs one read, nothing else.
function key(digest: TokenDigest): string {
  return Buffer.from(digest.buffer, digest.byteOffset, 6).toString('latin1');
}
