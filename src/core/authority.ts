import type { Caller } from './access/caller.ts';
import type { AuditEvent } from './audit/audit-event.ts';
import type { AuthorityContext } from './authority-context.ts';
import type { Clock } from './clock.ts';
import { type AuthorityParts, createContext, recoverUses } from './create-context.ts';
import type { Account } from './directory/account.ts';
import { type Directory, openDirectory } from './directory/directory.ts';
import { type KeyRotation, openKeyRotation } from './keys/key-rotation.ts';
import type { Kinds } from './kinds/all-kinds.ts';
import type { KindName } from './kinds/kind-name.ts';
import type { NodeList } from './nodes/following.ts';
import { awaitEverywhere } from './operations/await-everywhere.ts';
import { followKeys } from './operations/change-key.ts';
import { eraseAccount } from './operations/erase-account.ts';
import {
  type Identifiable,
  type Identification,
  identifyFingerprint,
  identifyMany,
  identifySecret,
} from './operations/identify-token.ts';
import { type HashImport, type HashImportOutcome, importHashes } from './operations/import-hashes.ts';
import { type InitialToken, importUnleashTokens } from './operations/import-unleash-tokens.ts';
import { type Issued, type IssueRequest, issueToken } from './operations/issue-token.ts';
import type { LookUp } from './operations/look-up-record.ts';
import {
  confirmInstallationKey,
  openKeyRing,
  prepareInstallation,
} from './operations/prepare-installation.ts';
import { reachChange } from './operations/reach-change.ts';
import { readRecentAddresses } from './operations/read-addresses.ts';
import { readSecrets } from './operations/read-secrets.ts';
import { countTokens, listTokens, readToken, readTokenByPublicId } from './operations/read-tokens.ts';
import { refreshUses } from './operations/refresh-uses.ts';
import { type RevocationCounts, revokeAllTokens } from './operations/revoke-all-tokens.ts';
import {
  endToken,
  type RevocationOutcome,
  revokeDescendants,
  revokeToken,
} from './operations/revoke-token.ts';
import { type Rotated, type RotateRequest, rotateToken } from './operations/rotate-token.ts';
import { abandonJournal, takeOverJournal } from './operations/tend-journals.ts';
import { expiryOf } from './operations/token-expiry.ts';
import { type UpdateRequest, updateToken } from './operations/update-token.ts';
import { verifyMany } from './operations/verify-many.ts';
import {
  type Judged,
  judge,
  type Presentation,
  recallSecret,
  type Verdict,
  verifyToken,
} from './operations/verify-token.ts';
import type { Random } from './random.ts';
import type { AuthorityStatistics } from './statistics/authority-statistics.ts';
import type { AuditFilter, AuditQuery, OpenJournal, TokenFilter, TokenQuery } from './store.ts';
import type { AddressUse, TokenDetails } from './token/token.ts';
import type { Fingerprint } from './token/token-digest.ts';
import type { TokenSecret } from './token/token-secret.ts';
import type { Recovery } from './use/recover-journals.ts';
import type { LeftJournal } from './use/use-journals.ts';

/**
 * The token authority: what every entrance uses.
 * A refusal rejects with `AuthorityError`; a verdict is returned, never thrown.
 */
export interface Authority extends Directory {
  readonly kinds: Kinds;
  readonly clock: Clock;
  readonly random: Random;

  /** Judges a presented secret; a valid verdict counts as a use unless it is asked not to. */
  verify(presentation: Presentation): Promise<Verdict>;
  /** Judges many, each of them a use that the next one sees. */
  verifyMany(presentations: readonly Presentation[]): Promise<readonly Verdict[]>;
  /** What memory alone tells of a secret, at once; null where the store must be asked. */
  recall(secret: string): LookUp | null;
  /** Judges what was recalled in this very turn; the verdict is to be given once its use is counted. */
  judgeRecalled(found: LookUp, presentation: Omit<Presentation, 'secret'>): Judged;
  /** Makes every later verdict reflect the change of this number; refuses with `invalid_argument` when there is none yet. */
  reach(number: number): Promise<void>;
  /** Tells what a string is; never a use. */
  identify(secret: string): Promise<Identification>;
  /** Tells whose secret has a fingerprint; never a use. */
  identifyFingerprint(fingerprint: Fingerprint): Promise<Identification>;
  /** Tells what many strings are, in their order; never a use. */
  identifyMany(wanted: readonly Identifiable[]): Promise<readonly Identification[]>;

  issue(caller: Caller, request: IssueRequest): Promise<Issued>;
  /** Takes over another system's tokens by its hashes of them; answers in their order, and imports none twice. */
  importHashes(
    caller: Caller,
    imports: readonly HashImport[],
    dryRun?: boolean,
  ): Promise<readonly HashImportOutcome[]>;
  update(caller: Caller, details: TokenDetails, request: UpdateRequest): Promise<TokenDetails>;
  /** Takes a token's power away in the way of its kind; over when it returns. */
  revoke(caller: Caller, details: TokenDetails, reason?: string | null): Promise<RevocationOutcome>;
  /** For a success that found a token as it was wanted: waits until every node answers so. */
  awaitEverywhere(details: TokenDetails): Promise<void>;
  /** Revokes what came from a token by rotation, every generation of it; answers how many were still good. */
  revokeDescendants(caller: Caller, details: TokenDetails, reason: string): Promise<number>;
  /** Revokes a token of whatever kind for good: where revoking its kind would reset it, nothing takes its place. */
  end(caller: Caller, details: TokenDetails, reason: string): Promise<void>;
  /** Revokes every live token of an account or a resource, each in the way of its kind; over when it returns. */
  revokeAll(
    caller: Caller,
    owner: Pick<TokenFilter, 'accountId' | 'resourceId'>,
    reason?: string | null,
  ): Promise<RevocationCounts>;
  rotate(caller: Caller, details: TokenDetails, request: RotateRequest): Promise<Rotated>;

  /** When a token of a kind expires that is issued now without an expiry; null for never. */
  defaultExpiry(kind: KindName): number | null;

  token(id: number): Promise<TokenDetails | null>;
  tokenByPublicId(kinds: readonly KindName[], publicId: string): Promise<TokenDetails | null>;
  tokens(query: TokenQuery): Promise<readonly TokenDetails[]>;
  countTokens(filter: TokenFilter): Promise<number>;
  /** The five addresses that used each token last, newest first, by token id. */
  recentAddresses(tokenIds: readonly number[]): Promise<ReadonlyMap<number, readonly AddressUse[]>>;
  /** Opens the sealed secrets of tokens, by token id; audited. */
  secrets(
    caller: Caller,
    tokens: readonly TokenDetails[],
    subject: string,
  ): Promise<ReadonlyMap<number, TokenSecret>>;

  auditEvents(query: AuditQuery): Promise<readonly AuditEvent[]>;
  countAuditEvents(filter: AuditFilter): Promise<number>;

  /** Removes some of the oldest events before a time; answers how many. */
  pruneAudit(before: number): Promise<number>;
  /** Blocks an account and erases who it was; its tokens stay on record with its number. */
  eraseAccount(caller: Caller, account: Account): Promise<void>;

  /** Fills an empty store; answers the first administrator's secret, or null when the store was not empty. */
  prepare(bootstrapSecret: string | null): Promise<TokenSecret | null>;
  /** Takes over secrets as Unleash tokens while there is none. */
  importUnleashTokens(tokens: readonly InitialToken[]): Promise<void>;
  /** Writes to the store what has only been counted so far: uses, and repeated events of the audit. */
  settle(): Promise<void>;
  /** What earlier processes had counted and not written, taken over when this authority was created. */
  readonly recovery: Recovery;
  /** Takes over a journal by hand, one that the store does not know too; answers how many uses the store lacked. */
  recoverUses(journal: LeftJournal): Promise<number>;
  /** Gives up a journal whose file is gone; false when it was not open. */
  abandonUses(journal: string): Promise<boolean>;
  /** Journals of which more may come, longest unheard of first. */
  openJournals(): Promise<readonly OpenJournal[]>;
  /** Writes what has only been counted, before the end; the store stays open. */
  close(): Promise<void>;
  /** Whether this process may answer at this moment. */
  holdsLease(): boolean;
  /** Every process that serves this store. */
  nodes(): Promise<NodeList>;
  /** Waits briefly until it may; rejects with `store_unavailable`. */
  awaitLease(): Promise<void>;
  /** Rejects when the store does not answer. */
  ping(): Promise<void>;
  /** Rejects when the store was not made with the installation's key: another one took its place. */
  confirmKey(): Promise<void>;
  /** How the installation's key is changed. */
  readonly keys: KeyRotation;
  /** What was counted since this authority was created. */
  statistics(): AuthorityStatistics;
}

/** Few enough that other changes do not wait for long. */
const EVENTS_PER_PRUNING = 1_000;

/** Opens an authority over a store; refuses with `InstallationError` when the key is not the store's. */
export async function createAuthority(parts: AuthorityParts): Promise<Authority> {
  const keys = await openKeyRing(parts.store, parts.keys, parts.otherKeys);
  const recovery = await recoverUses(parts);
  return facadeOf(await createContext(parts, keys), recovery);
}

function facadeOf(context: AuthorityContext, recovery: Recovery): Authority {
  const { store, kinds, clock, random, repeated } = context;
  return {
    kinds,
    clock,
    random,
    verify: (presentation) => verifyToken(context, presentation),
    verifyMany: (presentations) => verifyMany(context, presentations),
    recall: (secret) => recallSecret(context, secret),
    judgeRecalled: (found, presentation) => judge(context, presentation, found),
    reach: (number) => reachChange(context, number),
    identify: (secret) => identifySecret(context, secret),
    identifyFingerprint: (fingerprint) => identifyFingerprint(context, fingerprint),
    identifyMany: (wanted) => identifyMany(context, wanted),
    issue: (caller, request) => issueToken(context, caller, request),
    importHashes: (caller, imports, dryRun) => importHashes(context, caller, imports, dryRun),
    update: (caller, details, request) => updateToken(context, caller, details, request),
    awaitEverywhere: ({ token }) => awaitEverywhere(context, { type: 'token', id: token.id }),
    revoke: (caller, details, reason) => revokeToken(context, caller, details, reason),
    revokeDescendants: (caller, details, reason) => revokeDescendants(context, caller, details, reason),
    end: (caller, details, reason) => endToken(context, caller, details, reason),
    revokeAll: (caller, owner, reason) => revokeAllTokens(context, caller, owner, reason),
    rotate: (caller, details, request) => rotateToken(context, caller, details, request),
    defaultExpiry: (kind) => expiryOf(kinds.get(kind), undefined, clock.now(), context.settings),
    token: (id) => readToken(context, id),
    tokenByPublicId: (names, publicId) => readTokenByPublicId(context, names, publicId),
    tokens: (query) => listTokens(context, query),
    countTokens: (filter) => countTokens(context, filter),
    recentAddresses: (tokenIds) => readRecentAddresses(context, tokenIds),
    secrets: (caller, tokens, subject) => readSecrets(context, caller, tokens, subject),
    ...openDirectory(context),
    async auditEvents(query) {
      await repeated.settle();
      return store.listAuditEvents(query);
    },
    async countAuditEvents(filter) {
      await repeated.settle();
      return store.countAuditEvents(filter);
    },
    pruneAudit: async (before) =>
      (await context.change.pruneAudit({ before, limit: EVENTS_PER_PRUNING })).events,
    eraseAccount: (caller, account) => eraseAccount(context, caller, account),
    prepare: (bootstrapSecret) => prepareInstallation(context, bootstrapSecret),
    importUnleashTokens: (tokens) => importUnleashTokens(context, tokens),
    recovery,
    ...upkeepOf(context),
  };
}

/** What a process does beside answering. */
function upkeepOf(context: AuthorityContext) {
  const { store, uses, repeated, keys, rekeying, cache, counters, following, irregular } = context;
  return {
    async settle() {
      await Promise.all([uses.settle(), repeated.settle(), irregular.refill(store.listIrregularDigests)]);
      await refreshUses(context);
      await followKeys(context);
      await rekeying.settle(context);
    },
    recoverUses: (journal) => takeOverJournal(context, journal),
    abandonUses: (journal) => abandonJournal(context, journal),
    openJournals: () => store.listOpenJournals(),
    async close() {
      await following.leave();
      await Promise.all([uses.close(), repeated.settle()]);
    },
    holdsLease: () => following.holdsLease(),
    nodes: () => following.listNodes(),
    awaitLease: () => following.awaitLease(),
    ping: () => store.ping(),
    confirmKey: () => confirmInstallationKey(store, keys),
    keys: openKeyRotation(context),
    statistics: () => ({ ...counters, cachedTokens: cache.size, uses: uses.tally }),
  } satisfies Partial<Authority>;
}
