import type { AuditEvent, AuditEventType, NewAuditEvent } from './audit/audit-event.ts';
import type { Account, NewAccount } from './directory/account.ts';
import type {
  AccountFilter,
  AccountQuery,
  ResourceFilter,
  ResourceQuery,
} from './directory/directory-query.ts';
import type { NewResource, Resource, ResourceType } from './directory/resource.ts';
import type { KindName } from './kinds/kind-name.ts';
import type { AddressUse, Token, TokenAddresses, TokenDetails, TokenUse } from './token/token.ts';
import type { TokenDigest } from './token/token-digest.ts';
import type { TokenStatus } from './token/token-status.ts';

/** What the authority needs from storage, in its own words; a promise that rejects means that the store failed. */
export interface Store extends StoreReads {
  /** Whether other processes may change the records as well, so that memory alone cannot tell what stands. */
  readonly shared: boolean;
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
  findTokenByDigest(digests: readonly TokenDigest[]): Promise<TokenDetails | null>;
  findToken(id: number): Promise<TokenDetails | null>;
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
  readSetting(name: string): Promise<string | null>;
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

/** What a change touched: whoever remembers one of these must forget it before the change is acknowledged. */
export interface Subject {
  readonly type: 'token' | 'account' | 'resource';
  readonly id: number;
}

/** What every change answers beside its outcome. */
interface Changed {
  readonly subjects: readonly Subject[];
}

/** A token that the store has not numbered yet, with what identifies its secret. */
export interface NewToken {
  readonly token: Omit<Token, 'id'>;
  readonly digest: TokenDigest;
  readonly sealed: Buffer | null;
}

/** Columns of a token that may be changed. */
export type TokenChanges = Partial<
  Pick<
    Token,
    'name' | 'description' | 'scopes' | 'allowedIps' | 'expiresAt' | 'disabledAt' | 'limits' | 'attributes'
  >
>;

/** Columns of an account that may be changed. */
export type AccountChanges = Partial<
  Pick<Account, 'username' | 'name' | 'email' | 'role' | 'blockedAt' | 'attributes'>
>;

/** Columns of a resource that may be changed. */
export type ResourceChanges = Partial<
  Pick<Resource, 'path' | 'name' | 'parentId' | 'ownerId' | 'attributes'>
>;

export interface IssueToken {
  readonly token: NewToken;
  /** An account made together with the token, which then acts as it (GitLab's bots). */
  readonly bot: (NewAccount & { readonly id: number }) | null;
  /** The caller's key: the same key with the same request answers the token issued before. */
  readonly idempotency: { readonly key: string; readonly request: string; readonly notBefore: number } | null;
  /** Refuse when so many tokens of these kinds exist already, tombstones left aside. */
  readonly limit: { readonly kinds: readonly KindName[]; readonly max: number } | null;
  readonly audit: NewAuditEvent;
}
export type IssueTokenOutcome = Changed &
  (
    | { readonly outcome: 'issued'; readonly tokenId: number }
    | { readonly outcome: 'replayed'; readonly tokenId: number }
    | { readonly outcome: 'digest_known' | 'idempotency_conflict' | 'limit_reached' }
  );

export interface ReplaceToken {
  readonly tokenId: number;
  readonly successor: NewToken;
  /** When the old secret stops working: now, or the end of its grace period. */
  readonly revokedAt: number;
  readonly graceUntil: number | null;
  readonly reason: string;
  readonly now: number;
  readonly audit: NewAuditEvent;
}

export interface RevokeToken {
  readonly tokenId: number;
  readonly at: number;
  readonly reason: string | null;
  /** Block the account that the token acts for: it was made for this token alone. */
  readonly blockAccount: boolean;
  readonly audit: NewAuditEvent;
}

/** Uses to add to what is stored, one entry a token. */
export interface UseSum {
  readonly tokenId: number;
  readonly use: TokenUse;
  /** Addresses that the uses came from, where that is news. */
  readonly addresses: readonly AddressUse[];
}

/** Every write there is. Input and outcome are plain data, so that an engine may carry them to another thread. */
export interface StoreChanges {
  createAccount(input: {
    readonly account: NewAccount;
    readonly audit: NewAuditEvent;
  }): Promise<
    Changed & ({ readonly outcome: 'created'; readonly id: number } | { readonly outcome: 'taken' })
  >;
  /** Takes the next account id out of the sequence, for an account whose id is needed before it exists. */
  reserveAccountId(
    input: Record<string, never>,
  ): Promise<Changed & { readonly outcome: 'reserved'; readonly id: number }>;
  updateAccount(input: {
    readonly id: number;
    readonly set: AccountChanges;
    readonly at: number;
    readonly audit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'updated' | 'taken' | 'unknown' }>;
  createResource(input: {
    readonly resource: NewResource;
    readonly audit: NewAuditEvent;
  }): Promise<
    Changed & ({ readonly outcome: 'created'; readonly id: number } | { readonly outcome: 'taken' })
  >;
  updateResource(input: {
    readonly id: number;
    readonly set: ResourceChanges;
    readonly at: number;
    readonly audit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'updated' | 'taken' | 'unknown' }>;

  issueToken(input: IssueToken): Promise<IssueTokenOutcome>;
  updateToken(input: {
    readonly tokenId: number;
    readonly set: TokenChanges;
    readonly at: number;
    readonly audit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'updated' | 'unknown' }>;
  /** Revokes now what is not revoked yet, a token in its grace period included; an earlier revocation stays as it is. */
  revokeToken(input: RevokeToken): Promise<Changed & { readonly outcome: 'revoked' | 'already' | 'unknown' }>;
  /** Revokes every live token that came from this one by rotation, however many rotations ago, each with its event. */
  revokeDescendants(
    input: RevokeToken,
  ): Promise<Changed & { readonly outcome: 'revoked'; readonly tokenIds: readonly number[] }>;
  /** Makes a tombstone; the sealed secret is erased. */
  deleteToken(input: {
    readonly tokenId: number;
    readonly at: number;
    readonly audit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'deleted' | 'already' | 'unknown' }>;
  /** Revokes a token and issues its successor; `not_live` when it was revoked, replaced or deleted meanwhile. */
  replaceToken(
    input: ReplaceToken,
  ): Promise<
    Changed & ({ readonly outcome: 'replaced'; readonly tokenId: number } | { readonly outcome: 'not_live' })
  >;

  addUses(input: { readonly sums: readonly UseSum[] }): Promise<Changed & { readonly outcome: 'added' }>;
  /** Records an event, or counts it `times` onto the newest of the same key that is not older than `since`. */
  recordAudit(input: {
    readonly event: NewAuditEvent;
    readonly repeat: { readonly key: string; readonly since: number; readonly times: number } | null;
  }): Promise<Changed & { readonly outcome: 'recorded' }>;
  /** Writes a setting, or with `ifAbsent` leaves a present one alone; answers what then stands. */
  writeSetting(input: {
    readonly name: string;
    readonly value: string;
    readonly ifAbsent: boolean;
  }): Promise<Changed & { readonly outcome: 'written'; readonly value: string }>;
}
