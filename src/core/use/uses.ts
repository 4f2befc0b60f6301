import type { Distribution } from '../statistics/distribution.ts';
import type { AddressUse, TokenUse } from '../token/token.ts';

/** One use of a token. */
export interface UseRecord {
  readonly tokenId: number;
  readonly use: TokenUse;
  /** The address it came from, where that is news. */
  readonly addresses: readonly AddressUse[];
}

/** How far uses have come, in numbers. */
export interface UseTally {
  /** Uses counted. */
  readonly counted: number;
  /** Of those, the uses that the store has. */
  readonly stored: number;
  /** How many uses shared a write to the journal; null where there is none. */
  readonly groups: Distribution | null;
}

/** Uses of tokens on their way to the store. */
export interface Uses {
  /**
   * Counts a use. A promise resolves once the use survives the end of this process, and rejects with
   * `store_unavailable` when it cannot be kept: then the verdict may not be given.
   */
  count(record: UseRecord): Promise<void> | undefined;
  readonly tally: UseTally;
  /** Whether any use is not in the store yet. */
  readonly owesAny: boolean;
  /** Moves whenever uses go to the store: what was read before may lack them, or hold them already. */
  readonly moves: number;
  /** Whether uses of a token are on their way to the store: whether a read holds them nobody knows. */
  isMoving(tokenId: number): boolean;
  /** What the store has of a token's use, with what it does not have yet. */
  addPending(tokenId: number, stored: TokenUse): TokenUse;
  /** The addresses of a token's uses that the store may not have yet. */
  pendingAddresses(tokenId: number): readonly AddressUse[];
  /** Writes everything counted so far to the store; when it fails, the counts are kept for the next call. */
  settle(): Promise<void>;
  /** Writes everything to the store, after which nothing is counted any more. */
  close(): Promise<void>;
  /** Resolves when no write that was asked for before is under way, however it ended. */
  moved(): Promise<void>;
}
