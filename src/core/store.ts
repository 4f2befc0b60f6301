import type { AuditEvent, AuditEventType } from './audit/audit-event.ts';
import type { RecordCache } from './cache/record-cache.ts';
import type { Account } from './directory/account.ts';
import type {
  AccountFilter,
  AccountQuery,
  ResourceFilter,
  ResourceQuery,
} from './directory/directory-query.ts';
import type { Resource, ResourceType } from './directory/resource.ts';
import type { KindName } from './kinds/kind-name.ts';
import type { Following } from './nodes/following.ts';
import type { StoreChanges } from './store-changes.ts';
import type { TokenAddresses, TokenDetails } from './token/token.ts';
import type { TokenDigest } from './token/token-digest.ts';
import type { TokenStatus } from './token/token-status.ts';

/** What the authority needs from storage, in its own words; a promise that rejects means that the store failed. */
export interface Store extends StoreReads {
  /** How to follow the changes of other processes; null where there is no other that changes the records. */
  readonly follow: ((cache: RecordCache) => Promise<Following>) | null;
  /** Whether it may lose what it has committed, as a database that fails over may. */
  readonly mayLoseCommits: boolean;
  /** Every change is one atomic, durable write with its audit events; it is acknowledged only once committed. */
  readonly change: StoreChanges;
  /** Whether the store answers; rejects when it does not. */
  ping(): Promise<void>;
  /** Finishes accepted changes and releases everything. */
  close(): Promise<void>;
}

/** Questions to the store; each sees every change acknowledged before it was asked. */
export interface StoreReads {
  /** The one look-up for every kind: by unique index, whichever of the digests is known. */
  findTokenByDigest(digests: readonly TokenDigest[]): Promise<FoundToken>;
  /** The number of the last change that touched something. */
  readLastChange(): Promise<number>;
  findToken(id: number): Promise<TokenDetails | null>;
  /** In the order of the ids; one that does not exist is left out. */
  findTokens(ids: readonly number[]): Promise<readonly TokenDetails[]>;
  /** By the part that may be shown, among kinds, tombstones left out; newest first where several share it. */
  findTokenByPublicId(kinds: readonly KindName[], publicId: string): Promise<TokenDetails | null>;
  listTokens(query: TokenQuery): Promise<readonly TokenDetails[]>;
  /** How many tokens a query matches, its page left aside. */
  countTokens(filter: TokenFilter): Promise<number>;
  /** The five addresses that used a token last, newest first, for each token that has any. */
  listRecentAddresses(tokenIds: readonly number[]): Promise<readonly TokenAddresses[]>;
  /** Sealed secrets with the digests they are bound to; a token without one is left out. */
  findSealedSecrets(tokenIds: readonly number[]): Promise<readonly SealedSecret[]>;
  /** Digests of tokens whose secret has not its kind's shape; null when there are more than `max`. */
  listIrregularDigests(max: number): Promise<readonly TokenDigest[] | null>;

  findAccount(id: number): Promise<Account | null>;
  findAccountByUsername(username: string): Promise<Account | null>;
  listAccounts(query: AccountQuery): Promise<readonly Account[]>;
  /** How many accounts a query matches, its page left aside. */
  countAccounts(filter: AccountFilter): Promise<number>;

  findResource(id: number): Promise<Resource | null>;
  findResourceByPath(type: ResourceType, path: string): Promise<Resource | null>;
  listResources(query: ResourceQuery): Promise<readonly Resource[]>;
  /** How many resources a query matches, its page left aside. */
  countResources(filter: ResourceFilter): Promise<number>;

  listAuditEvents(query: AuditQuery): Promise<readonly AuditEvent[]>;
  /** How many events a query matches, its page left aside. */
  countAuditEvents(filter: AuditFilter): Promise<number>;
  /** How many records stand under keys before that of a number, by whether their tokens are good or may be again. */
  countTokensUnderEarlierKeys(number: number, now: number): Promise<EarlierKeyCount>;
  /** Some tokens whose secrets are kept sealed under such a key. */
  listSealedUnderEarlierKeys(number: number, limit: number): Promise<readonly number[]>;
  readSetting(name: string): Promise<string | null>;
  /** How far a journal of uses has been taken over: the number of its last batch; null for one never opened. */
  readJournal(id: string): Promise<number | null>;
  /** Journals of which more may come, longest unheard of first, a thousand at most. */
  listOpenJournals(): Promise<readonly OpenJournal[]>;
}

/** A journal of uses that nobody has closed. */
export interface OpenJournal {
  readonly id: string;
  /** Where its file is: host and directory. */
  readonly owner: string;
  readonly folded: number;
  /** When the store last heard of it. */
  readonly toldAt: number;
}

/** Records under keys that are not current any more. */
export interface EarlierKeyCount {
  readonly live: number;
  readonly ended: number;
}

/** What a look-up found, and the number of the last change that it is sure to show. */
export interface FoundToken {
  readonly details: TokenDetails | null;
  /** Which of the digests is the token's; absent for none. */
  readonly digest?: TokenDigest;
  readonly asOf: number;
}

/** Which tokens; every member narrows. Times in Unix milliseconds. */
export interface TokenFilter {
  readonly kinds?: readonly KindName[];
  /** Any of these states, at `now`. */
  readonly statuses?: readonly TokenStatus[];
  readonly now: number;
  readonly accountId?: number;
  readonly resourceId?: number;
  /** Exactly this name. */
  readonly name?: string;
  /** Occurs in name, description or public id, without regard to case. */
  readonly text?: string;
  /** Each occurs in the name, without regard to case. */
  readonly nameWords?: readonly string[];
  /** Carries at least one scope of each of these lists. */
  readonly scopes?: readonly (readonly string[])[];
  readonly createdBefore?: number;
  readonly createdAfter?: number;
  readonly expiresBefore?: number;
  readonly expiresAfter?: number;
  /** Expires at this time or later, or never. */
  readonly expiresAtOrLater?: number;
  readonly lastUsedBefore?: number;
  readonly lastUsedAfter?: number;
}

/**
 * The orders in which tokens are listed; ties are broken by id in the same direction. Going upwards, what was never
 * used or never modified comes first, and what never expires last.
 */
export type TokenOrder =
  | {
      readonly by: 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'modifiedAt' | 'name' | 'id';
      readonly direction: 'asc' | 'desc';
    }
  /** Active, expired, revoked; inside, used before never used, newest use first, newest id first. */
  | { readonly by: 'selfService' };

/** A page of tokens. */
export interface TokenQuery extends TokenFilter {
  readonly order: TokenOrder;
  readonly limit: number;
  /** Rows to pass over: pages by number. */
  readonly offset?: number;
  /** The last row of the page before: pages by cursor, unaffected by rows that come and go. */
  readonly after?: TokenPosition;
}

/** Where a page by cursor ended: the value ordered by, and the id. */
export interface TokenPosition {
  readonly value: string | number | null;
  readonly id: number;
}

/** Events of these types that happened to tokens of these kinds. */
export interface TokenEvents {
  readonly types: readonly AuditEventType[];
  readonly kinds: readonly KindName[];
}

/** Which events; every member narrows. */
export interface AuditFilter {
  readonly type?: string;
  /** Any of these. */
  readonly tokenEvents?: readonly TokenEvents[];
  readonly tokenId?: number;
  readonly accountId?: number;
  readonly actorAccountId?: number;
  readonly before?: number;
  readonly after?: number;
  readonly beforeId?: number;
}

/** A page of the audit, newest first. */
export interface AuditQuery extends AuditFilter {
  readonly limit: number;
  /** Rows to pass over: pages by number. */
  readonly offset?: number;
}

/** A sealed secret and the digest it is bound to. */
export interface SealedSecret {
  readonly tokenId: number;
  readonly sealed: Buffer;
  readonly digest: TokenDigest;
}
