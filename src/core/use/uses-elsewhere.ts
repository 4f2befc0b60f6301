/** Tokens looked at again per round at most: what bounds the cost on a node that sees a million of them. */
const TOKENS_MAX = 1_000;

/** Which remembered tokens were used here lately, and may have been used on other nodes as well. */
export class UsesElsewhere {
  #tokenIds = new Set<number>();

  note(tokenId: number): void {
    if (this.#tokenIds.size < TOKENS_MAX) this.#tokenIds.add(tokenId);
  }

  /** Those noted since the last call. */
  take(): readonly number[] {
    const tokenIds = [...this.#tokenIds];
    this.#tokenIds = new Set();
    return tokenIds;
  }
}
