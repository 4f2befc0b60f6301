import { InstallationError } from '../installation-error.ts';
import type { StoreReads } from '../store.ts';

/** The check value of the current key; versions that know no change of keys read it alone. */
export const KEY_CHECK_SETTING = 'installation_key_check';
/** The rest, once the key was changed. */
export const KEY_STATE_SETTING = 'installation_keys';

/** What the store knows of its keys: nothing but values that only they yield. */
export interface KeyState {
  /** Check value of the key that new records stand under. */
  readonly check: string;
  /** Check value of the key before, while records stand under it. */
  readonly former: string | null;
  /** Check values of keys that were given up: none of them becomes current again. */
  readonly retired: readonly string[];
  /** How many keys there have been. */
  readonly number: number;
}

/** Reads what the store knows of its keys. */
export async function readKeyState({ readSetting }: Pick<StoreReads, 'readSetting'>): Promise<KeyState> {
  // One setting, so that nothing is read from before a change and the rest from after it.
  const state = await readSetting(KEY_STATE_SETTING);
  if (state !== null) return JSON.parse(state) as KeyState;
  const check = await readSetting(KEY_CHECK_SETTING);
  if (check === null)
    throw new InstallationError('The installation key is not the one that this store was made with.');
  return { check, former: null, retired: [], number: 1 };
}
