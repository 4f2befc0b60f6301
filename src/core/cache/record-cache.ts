import type { Account } from '../directory/account.ts';
import type { Resource } from '../directory/resource.ts';
import type { Subject } from '../store.ts';
import type { Token, TokenRecord } from '../token/token.ts';
import type { Fingerprint } from '../token/token-digest.ts';

/**
 * Records in memory by the fingerprint of their secret, at most `tokensMax`, the longest remembered dropped first.
 * Tokens, accounts and resources are entries of their own, each dropped by its own subject, so that blocking an account
 * with a million tokens drops one entry.
 */
export class RecordCache {
  readonly #tokensMax: number;
  readonly #tokens = new Map<Fingerprint, Token>();
  readonly #fingerprints = new Map<number, Fingerprint>();
  readonly #accounts = new Map<number, Account>();
  readonly #resources = new Map<number, Resource>();
  #generation = 0;

  constructor(tokensMax: number) {
    this.#tokensMax = tokensMax;
  }

  /** Moves with every drop: a look-up begun under another generation may be older than what it would overwrite. */
  get generation(): number {
    return this.#generation;
  }

  /** The record, if everything that decides about it is here. */
  find(fingerprint: Fingerprint): TokenRecord | null {
    const token = this.#tokens.get(fingerprint);
    if (token === undefined) return null;
    const account = token.accountId === null ? null : this.#accounts.get(token.accountId);
    const resource = token.resourceId === null ? null : this.#resources.get(token.resourceId);
    return account === undefined || resource === undefined ? null : { token, account, resource };
  }

  /** Remembers a record that was looked up under `generation`; ignores it when anything changed since. */
  remember(fingerprint: Fingerprint, { token, account, resource }: TokenRecord, generation: number): void {
    if (generation !== this.#generation) return;
    this.#tokens.delete(fingerprint);
    this.#tokens.set(fingerprint, token);
    this.#fingerprints.set(token.id, fingerprint);
    if (account !== null) this.#accounts.set(account.id, account);
    if (resource !== null) this.#resources.set(resource.id, resource);
    this.#dropOldest();
  }

  /** Forgets what a change touched. */
  drop(subjects: readonly Subject[]): void {
    if (subjects.length > 0) this.#generation += 1;
    for (const { type, id } of subjects) {
      if (type === 'account') this.#accounts.delete(id);
      else if (type === 'resource') this.#resources.delete(id);
      else this.#dropToken(id);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#generation += 1;
    this.#tokens.clear();
    this.#fingerprints.clear();
    this.#accounts.clear();
    this.#resources.clear();
  }

  #dropToken(id: number): void {
    const fingerprint = this.#fingerprints.get(id);
    if (fingerprint !== undefined) this.#tokens.delete(fingerprint);
    this.#fingerprints.delete(id);
  }

  #dropOldest(): void {
    if (this.#tokens.size <= this.#tokensMax) return;
    const oldest = this.#tokens.values().next();
    if (!oldest.done) this.#dropToken(oldest.value.id);
    // Accounts and resources are few beside tokens; when they are not, start afresh rather than track each reference.
    if (this.#accounts.size > this.#tokensMax) this.#accounts.clear();
    if (this.#resources.size > this.#tokensMax) this.#resources.clear();
  }
}
