import type { ImportedHash } from '../../core/token/imported-hash.ts';

/** A token of another system as it is handed to the installation; its secret, or what that system keeps of it. */
export interface ImportedToken {
  /** Where it was read: the number of a line, or a name. Never anything of its secret. */
  readonly at: string;
  readonly kind: 'imported_token' | `unleash_${'admin' | 'client' | 'backend' | 'frontend'}_token`;
  readonly name: string;
  /** The username of whom it acts for; null for kinds that act for nobody. */
  readonly account: string | null;
  readonly scopes?: readonly string[];
  /** Unix milliseconds; null for never. */
  readonly expiresAt: number | null;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  readonly secret?: string;
  readonly hash?: ImportedHash;
}

/** A token that could not be read. */
export interface Unreadable {
  readonly at: string;
  readonly why: string;
}

/** What became of one: imported now, there already, or refused with the reason. */
export interface ImportOutcome {
  readonly at: string;
  readonly outcome: 'imported' | 'known' | 'refused';
  readonly why?: string;
}
