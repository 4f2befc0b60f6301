import { AuthorityError } from '../authority-error.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Caller, scopesBeyond } from './caller.ts';

/**
 * Refuses with `scope_not_granted` what would give a token of a kind power that the caller lacks: the scopes named, and
 * the power that every token of the kind has without naming it.
 */
export function checkGranted(caller: Caller, kind: Kind, scopes: readonly string[]): void {
  const [beyond] = scopesBeyond(caller, [...scopes, ...(kind.unnamedScopes ?? [])], kind);
  if (beyond === undefined) return;
  const shown = JSON.stringify(beyond.length > 60 ? `${beyond.slice(0, 60)}…` : beyond);
  throw new AuthorityError(
    'scope_not_granted',
    `You cannot grant a scope that you lack: ${shown}.`,
    'scopes',
  );
}
