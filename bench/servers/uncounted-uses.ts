import type { Uses } from '../../src/core/use/uses.ts';

/** What `JETON_USAGE_MODE=bounded` is replaced by where counting is off. */
export class BoundedUses implements Uses {
  readonly tally = { counted: 0, stored: 0, groups: null };
  readonly owesAny = false;
  readonly moves = 0;
  count(): undefined {}
  isMoving(): boolean {
    return false;
  }
  addPending: Uses['addPending'] = (_tokenId, stored) => stored;
  pendingAddresses(): readonly [] {
    return [];
  }
  async settle(): Promise<void> {}
  async close(): Promise<void> {}
  async moved(): Promise<void> {}
}
