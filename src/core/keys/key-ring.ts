import type { KeyObject } from 'node:crypto';
import { InstallationError } from '../installation-error.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import type { StoreReads } from '../store.ts';
import { type KeyState, readKeyState } from './key-state.ts';

/**
 * The installation's key, and while it is being changed a second one. What is new stands under the current key; records
 * may stand under either. Which of the two is current the store says, so that all nodes agree on it.
 */
export class KeyRing {
  #given: readonly InstallationKeys[];
  #current: InstallationKeys;
  #number = 1;

  /** Of keys that are there, the first is taken for current until the store was asked. */
  constructor(first: InstallationKeys, second?: InstallationKeys) {
    this.#given = second === undefined ? [first] : [first, second];
    this.#current = first;
  }

  /** HMAC key of new digests. */
  get digestKey(): KeyObject {
    return this.#current.digestKey;
  }

  /** AES key of newly sealed secrets. */
  get sealKey(): KeyObject {
    return this.#current.sealKey;
  }

  get checkValue(): string {
    return this.#current.checkValue;
  }

  /** How many keys this installation has had, the current one included: records tell theirs by it. */
  get number(): number {
    return this.#number;
  }

  /** The key beside the current one; null where there is none. */
  get other(): InstallationKeys | null {
    return this.#given.find((key) => key !== this.#current) ?? null;
  }

  /** Whether one of the keys has this check value. */
  knows(checkValue: string): boolean {
    return this.#given.some((key) => key.matches(checkValue));
  }

  /** Takes a second key, where there is one only. */
  add(key: InstallationKeys): void {
    if (this.#given.length === 1 && !this.knows(key.checkValue)) this.#given = [this.#current, key];
  }

  /** Learns from the store which key is current; answers whether that has changed. Refuses with `InstallationError`. */
  async follow(store: Pick<StoreReads, 'readSetting'>): Promise<boolean> {
    const state = await readKeyState(store);
    const current = this.#given.find((key) => key.matches(state.check));
    if (current === undefined)
      throw new InstallationError('The installation key is not the one that this store was made with.');
    if (state.former !== null && !this.knows(state.former))
      throw new InstallationError(
        'Records stand under the former installation key too: give both keys, a line each, until jeton key rotate --finish.',
      );
    return this.#take(current, state);
  }

  #take(current: InstallationKeys, { number }: KeyState): boolean {
    const isChanged = current !== this.#current;
    this.#current = current;
    this.#number = number;
    return isChanged;
  }
}
