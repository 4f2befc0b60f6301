import { invalidField } from '../invalid-field.ts';

/** Refuses an expiry that has passed: whoever means to end a token says so. */
export function requireFuture(expiresAt: number | null | undefined, now: number): void {
  if (expiresAt !== null && expiresAt !== undefined && expiresAt <= now)
    throw invalidField('expires_at', 'Must be in the future.');
}
