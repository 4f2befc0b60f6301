import type { TokenDigest } from './token-digest.ts';

/**
 * Remembers which digests belong to secrets without their kind's shape (imported as they were), so that a flood of
 * wrong-shaped strings costs no read. Before it was filled, and beyond `max` of them, it says of every string that it
 * may be one.
 */
export class IrregularSecrets {
  readonly #max: number;
  #tags: Set<number> | null = null;
  #isTooLong = false;
  /** Those taken note of while the others are being read; null when nobody reads. */
  #meanwhile: Set<number> | null = null;

  constructor(max: number) {
    this.#max = max;
  }

  /** Whether there is no such secret at all: then no digest needs to be asked about. */
  get isEmpty(): boolean {
    return this.#tags?.size === 0;
  }

  /** Whether the store may know a wrong-shaped secret with this digest. */
  mayHold(digest: TokenDigest): boolean {
    return this.#tags === null || this.#tags.has(irregularTag(digest));
  }

  /** Takes note of one, at the latest when the change that stores it is acknowledged. */
  add(tag: number): void {
    this.#meanwhile?.add(tag);
    if (this.#tags === null) return;
    this.#tags.add(tag);
    this.#isTooLong = this.#tags.size > this.#max;
    if (this.#isTooLong) this.#tags = null;
  }

  /** Some may have been missed: until it is filled anew, every string may be one. */
  forget(): void {
    this.#tags = null;
    this.#meanwhile = null;
  }

  /** Fills it when it was forgotten. */
  async refill(read: (max: number) => Promise<readonly TokenDigest[] | null>): Promise<void> {
    if (this.#tags === null && !this.#isTooLong && this.#meanwhile === null) await this.fill(read);
  }

  /** Fills it from a list read during this call, null for one longer than `max`; given up when some were missed meanwhile. */
  async fill(read: (max: number) => Promise<readonly TokenDigest[] | null>): Promise<void> {
    const meanwhile = new Set<number>();
    this.#meanwhile = meanwhile;
    const digests = await read(this.#max);
    if (this.#meanwhile !== meanwhile) return;
    this.#meanwhile = null;
    this.#isTooLong = digests === null;
    if (digests !== null) this.#tags = new Set([...digests.map(irregularTag), ...meanwhile]);
  }
}

/** Tells digests apart well enough: of two with the same tag one costs a read, nothing else. */
export function irregularTag(digest: TokenDigest): number {
  return Buffer.from(digest.buffer, digest.byteOffset, 6).readUIntBE(0, 6);
}
