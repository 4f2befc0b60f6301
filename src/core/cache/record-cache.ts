import type { Account } from '../directory/account.ts';
import type { Resource } from '../directory/resource.ts';
import type { LoggedChange } from '../nodes/logged-change.ts';
import { type ProtocolRules, soundRules } from '../nodes/protocol-rules.ts';
import { RecentChanges } from '../nodes/recent-changes.ts';
import type { Subject } from '../store-changes.ts';
import type { IrregularSecrets } from '../token/irregular-secrets.ts';
import type { Token, TokenDetails, TokenUse } from '../token/token.ts';
import type { Fingerprint } from '../token/token-digest.ts';

interface Entry {
  readonly token: Token;
  use: TokenUse;
}

/** What a cache is made of. */
export interface RecordCacheParts {
  /** Records kept at most. */
  readonly tokensMax: number;
  /** Kept in step as well. */
  readonly irregular: IrregularSecrets;
  readonly rules?: ProtocolRules;
}

/** The state in which a record was looked up: the last change that it shows, and the epoch in which it was asked for. */
export interface Seen {
  readonly asOf: number;
  readonly epoch: number;
}

/**
 * Records in memory by the fingerprint of their secret, at most `tokensMax`, the longest remembered dropped first.
 * Tokens, accounts and resources are entries of their own, each dropped by its own subject, so that blocking an account
 * with a million tokens drops one entry. Every entry reflects all changes to it up to the number `applied`.
 */
export class RecordCache {
  readonly #tokensMax: number;
  readonly #irregular: IrregularSecrets;
  readonly #entries = new Map<Fingerprint, Entry>();
  readonly #fingerprints = new Map<number, Fingerprint>();
  readonly #accounts = new Map<number, Account>();
  readonly #resources = new Map<number, Resource>();
  readonly #recent = new RecentChanges();
  readonly #rules: ProtocolRules;
  #applied = 0;
  #epoch = 0;

  constructor({ tokensMax, irregular, rules = soundRules }: RecordCacheParts) {
    this.#tokensMax = tokensMax;
    this.#irregular = irregular;
    this.#rules = rules;
  }

  /** The number of the last change that was applied here. */
  get applied(): number {
    return this.#applied;
  }

  /** Moves when everything was forgotten: what was asked before is not to be remembered. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Tokens that are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  /** The record, if everything that is told about it is here. */
  find(fingerprint: Fingerprint): TokenDetails | null {
    const entry = this.#entries.get(fingerprint);
    if (entry === undefined) return null;
    const { token, use } = entry;
    const account = found(this.#accounts, token.accountId);
    const resource = found(this.#resources, token.resourceId);
    const createdBy = found(this.#accounts, token.createdById);
    if (account === undefined || resource === undefined || createdBy === undefined) return null;
    return { token, account, resource, createdBy, use };
  }

  /** Whether a look-up may be answered from: it shows all that was `applied` here when it was asked for, in this epoch. */
  isRecent({ asOf, epoch }: Seen, applied: number): boolean {
    return (asOf >= applied || !this.#rules.refusesOlderLookUps) && !this.#isPast(epoch);
  }

  /** Remembers a record that was looked up in a given state, unless a change since may have touched it. */
  remember(fingerprint: Fingerprint, details: TokenDetails, seen: Seen): void {
    if (this.#tokensMax === 0 || !this.#isCurrent(details, seen)) return;
    const { token, account, resource, createdBy, use } = details;
    if (!this.#entries.has(fingerprint)) this.#entries.set(fingerprint, { token, use });
    this.#fingerprints.set(token.id, fingerprint);
    for (const known of [account, createdBy]) if (known !== null) this.#accounts.set(known.id, known);
    if (resource !== null) this.#resources.set(resource.id, resource);
    this.#dropOldest();
  }

  /** Takes note of a token's use; ignored when the token is not remembered. */
  noteUse(tokenId: number, use: TokenUse): void {
    const fingerprint = this.#fingerprints.get(tokenId);
    const entry = fingerprint === undefined ? undefined : this.#entries.get(fingerprint);
    if (entry !== undefined) entry.use = use;
  }

  /** Takes note of uses that others counted; a lower count is older than what is known here. */
  raiseUse(tokenId: number, use: TokenUse): void {
    const fingerprint = this.#fingerprints.get(tokenId);
    const entry = fingerprint === undefined ? undefined : this.#entries.get(fingerprint);
    if (entry !== undefined && use.count > entry.use.count) entry.use = use;
  }

  /** Forgets what a change touched; false, and nothing, when it is not the next one. */
  apply({ number, subjects }: LoggedChange): boolean {
    if (number <= this.#applied) return true;
    if (number !== this.#applied + 1 && this.#rules.appliesInOrder) return false;
    this.drop(subjects);
    this.#recent.add({ number, subjects });
    this.#applied = number;
    return true;
  }

  /** Forgets these, whatever changes they have seen. */
  drop(subjects: readonly Subject[]): void {
    for (const { type, id } of subjects) {
      if (type === 'account') this.#accounts.delete(id);
      else if (type === 'resource') this.#resources.delete(id);
      else if (type === 'token') this.#dropToken(id);
      else this.#irregular.add(id);
    }
  }

  /** Forgets everything; what is remembered from now on reflects the changes up to a number. */
  restart(applied: number): void {
    this.#epoch += 1;
    this.#applied = applied;
    if (!this.#rules.catchesUpWhenJoining) return;
    this.#irregular.forget();
    this.#recent.clear();
    this.#entries.clear();
    this.#fingerprints.clear();
    this.#accounts.clear();
    this.#resources.clear();
  }

  #isCurrent({ token, account, resource, createdBy }: TokenDetails, { asOf, epoch }: Seen): boolean {
    if (!this.#rules.guardsMemory) return true;
    if (this.#isPast(epoch)) return false;
    if (asOf >= this.#applied) return true;
    const subjects: Subject[] = [{ type: 'token', id: token.id }];
    for (const known of [account, createdBy])
      if (known !== null) subjects.push({ type: 'account', id: known.id });
    if (resource !== null) subjects.push({ type: 'resource', id: resource.id });
    return !this.#recent.mayHaveTouched(subjects, asOf, this.#applied);
  }

  #isPast(epoch: number): boolean {
    return epoch !== this.#epoch && this.#rules.discardsLookUpsWhenJoining;
  }

  #dropToken(id: number): void {
    const fingerprint = this.#fingerprints.get(id);
    if (fingerprint !== undefined) this.#entries.delete(fingerprint);
    this.#fingerprints.delete(id);
  }

  #dropOldest(): void {
    if (this.#entries.size <= this.#tokensMax) return;
    const oldest = this.#entries.values().next();
    if (!oldest.done) this.#dropToken(oldest.value.token.id);
    // Accounts and resources are few beside tokens; when they are not, start afresh rather than track each reference.
    if (this.#accounts.size > this.#tokensMax) this.#accounts.clear();
    if (this.#resources.size > this.#tokensMax) this.#resources.clear();
  }
}

/** Null for no reference, undefined for one that is not remembered. */
function found<Value>(known: ReadonlyMap<number, Value>, id: number | null): Value | null | undefined {
  return id === null ? null : known.get(id);
}
