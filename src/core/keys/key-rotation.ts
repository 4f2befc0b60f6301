import type { AuthorityContext } from '../authority-context.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import {
  changeKey,
  giveUpFormerKey,
  type KeyStatus,
  readKeyStatus,
  rekeySealed,
} from '../operations/change-key.ts';

/** How the installation's key is changed, step by step. */
export interface KeyRotation {
  status(): Promise<KeyStatus>;
  /** Takes a second key, where there is one only. */
  add(key: InstallationKeys): void;
  /** Makes the second key the current one on all nodes within a second; refuses with `InstallationError`. */
  change(): Promise<void>;
  /** Writes some records whose secrets are kept sealed under the current key; answers how many there were. */
  rekeySealed(): Promise<number>;
  /** Gives the former key up; refuses while records stand under it, unless forced. */
  finish(isForced: boolean): Promise<void>;
}

/** Opens the steps over a context. */
export function openKeyRotation(context: AuthorityContext): KeyRotation {
  return {
    status: () => readKeyStatus(context),
    add: (key) => context.keys.add(key),
    change: () => changeKey(context),
    rekeySealed: () => rekeySealed(context),
    finish: (isForced) => giveUpFormerKey(context, isForced),
  };
}
