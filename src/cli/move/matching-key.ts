import type { InstallationKeyBytes } from '../../config/installation-keys.ts';
import { deriveInstallationKeys } from '../../core/installation-keys.ts';

/** Whether records that a check value goes with stand under one of these keys. */
export function hasMatchingKey(keys: InstallationKeyBytes, checkValue: string): boolean {
  return keys.some((key) => key !== undefined && deriveInstallationKeys(key).matches(checkValue));
}
