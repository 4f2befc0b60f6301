import type { NewAuditEvent } from './audit/audit-event.ts';
import type { Account, NewAccount } from './directory/account.ts';
import type { NewResource, Resource } from './directory/resource.ts';
import type { KindName } from './kinds/kind-name.ts';
import type { AddressUse, Token, TokenUse } from './token/token.ts';
import type { TokenDigest } from './token/token-digest.ts';

/** What a change touched: whoever remembers one of these must forget it before the change is acknowledged. */
export interface Subject {
  /** `irregular`: a secret without its kind's shape is known from now on, its id being the tag of its digest. */
  readonly type: 'token' | 'account' | 'resource' | 'irregular';
  readonly id: number;
}

/** What every change answers beside its outcome. */
interface Changed {
  readonly subjects: readonly Subject[];
  /** Its place among all changes that touched something; absent where it touched nothing. */
  readonly number?: number;
}

/** A token that the store has not numbered yet, with what identifies its secret. */
export interface NewToken {
  readonly token: Omit<Token, 'id'>;
  readonly digest: TokenDigest;
  readonly sealed: Buffer | null;
  /** The number of the key that it stands under; absent for the first. */
  readonly keyNumber?: number;
  /** The digest of the same secret under the other key, while the key is changed: it may be known by that. */
  readonly otherDigest?: TokenDigest;
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
    | { readonly outcome: 'digest_known' | 'idempotency_conflict' | 'limit_reached' | 'resource_gone' }
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

interface FoldUses {
  readonly journal: string;
  readonly from: number;
  readonly to: number;
  readonly sums: readonly UseSum[];
  readonly at: number;
  /** Nothing more will come from this journal. */
  readonly closes: boolean;
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

  /** Makes a tombstone of a resource with nothing below it, and revokes what is live of its tokens in the same step. */
  deleteResource(input: {
    readonly id: number;
    readonly at: number;
    /** Why its tokens are revoked. */
    readonly reason: string;
    readonly audit: NewAuditEvent;
    /** The event of each token revoked; its kind and name are filled in. */
    readonly tokenAudit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'deleted' | 'not_empty' | 'unknown' }>;

  /** Of a resource that was deleted meanwhile no token is issued: `resource_gone`. */
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

  /** Changes nothing, and is acknowledged like a change of these. */
  announce(input: {
    readonly subjects: readonly Subject[];
  }): Promise<Changed & { readonly outcome: 'announced' }>;
  addUses(input: { readonly sums: readonly UseSum[] }): Promise<Changed & { readonly outcome: 'added' }>;
  /** Makes a journal of uses known, with nothing taken over; one that is known stays as it is. */
  openJournal(input: {
    readonly id: string;
    /** Where its file is, for people who look for it. */
    readonly owner: string;
    readonly at: number;
  }): Promise<Changed & { readonly outcome: 'opened' }>;
  /** Adds the uses of a journal's batches behind `from` up to `to`; `stale`, and nothing, when it is not at `from`. */
  foldUses(input: FoldUses): Promise<Changed & { readonly outcome: 'folded' | 'stale' }>;
  /** Records an event, or counts it `times` onto the newest of the same key that is not older than `since`. */
  recordAudit(input: {
    readonly event: NewAuditEvent;
    readonly repeat: { readonly key: string; readonly since: number; readonly times: number } | null;
  }): Promise<Changed & { readonly outcome: 'recorded' }>;
  /** Removes the oldest events before a time, so many at most; answers how many. */
  pruneAudit(input: {
    readonly before: number;
    readonly limit: number;
  }): Promise<Changed & { readonly outcome: 'pruned'; readonly events: number }>;
  /** Blocks an account and erases who it was, there and in the audit; its tokens keep its number. */
  eraseAccount(input: {
    readonly id: number;
    readonly username: string;
    readonly at: number;
    readonly audit: NewAuditEvent;
  }): Promise<Changed & { readonly outcome: 'erased' | 'unknown' }>;
  /** Writes records, and their sealed secrets, under the key of a number; one that was changed meanwhile stays. */
  rekeyTokens(input: {
    readonly number: number;
    readonly records: readonly {
      readonly tokenId: number;
      readonly from: TokenDigest;
      readonly to: TokenDigest;
      readonly sealed: Buffer | null;
    }[];
  }): Promise<Changed & { readonly outcome: 'rekeyed' }>;
  /** Writes what is known of the keys, if that is still what it was; else `stale`. */
  changeKeyState(input: {
    readonly from: { readonly check: string; readonly state: string | null };
    readonly check: string;
    readonly state: string;
  }): Promise<Changed & { readonly outcome: 'changed' | 'stale' }>;
  /** Writes a setting, or with `ifAbsent` leaves a present one alone; answers what then stands. */
  writeSetting(input: {
    readonly name: string;
    readonly value: string;
    readonly ifAbsent: boolean;
  }): Promise<Changed & { readonly outcome: 'written'; readonly value: string }>;
}
