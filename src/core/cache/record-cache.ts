import type { Account } from '../directory/account.ts';
import type { Resource } from '../directory/resource.ts';
import type { Subject } from '../store-changes.ts';
import type { Token, TokenDetails, TokenUse } from '../token/token.ts';
import type { Fingerprint } from '../token/token-digest.ts';

interface Entry {
  readonly token: Token;
  use: TokenUse;
}

/**
 * Records in memory by the fingerprint of their secret, at most `tokensMax`, the longest remembered dropped first.
 * Tokens, accounts and resources are entries of their own, each dropped by its own subject, so that blocking an account
 * with a million tokens drops one entry.
 */
export class RecordCache {
  readonly #tokensMax: number;
  readonly #entries = new Map<Fingerprint, Entry>();
  readonly #fingerprints = new Map<number, Fingerprint>();
  readonly #accounts = new Map<number, Account>();
  readonly #resources = new Map<number, Resource>();
  #generation = 0;

  constructor(tokensMax: number) {
    this.#tokensMax = tokensMax;
  }

  /** Tokens that are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  /** Moves with every drop: a look-up begun under another generation may be older than what it would overwrite. */
  get generation(): number {
    return this.#generation;
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

  /** Remembers a record that was looked up under `generation`; ignores it when anything changed since. */
  remember(fingerprint: Fingerprint, details: TokenDetails, generation: number): void {
    if (generation !== this.#generation || this.#tokensMax === 0) return;
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
    this.#entries.clear();
    this.#fingerprints.clear();
    this.#accounts.clear();
    this.#resources.clear();
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
