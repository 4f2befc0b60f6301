import type { UpdateRequest } from '../../core/operations/update-token.ts';
import type { Token } from '../../core/token/token.ts';
import { isEnabled } from './mapping.ts';

/** What a client wants a token to be. */
export interface WantedToken {
  readonly name?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
}

/**
 * What is wanted beyond what is so already, or null for nothing: Terraform sends every member at every run, and the
 * modification date must not tell of changes that were none.
 */
export function tokenChanges(token: Token, { name, scopes, enabled }: WantedToken): UpdateRequest | null {
  const changes: UpdateRequest = {
    ...(name !== undefined && name !== token.name && { name }),
    ...(scopes !== undefined && !isSameSet(scopes, token.scopes) && { scopes }),
    ...(enabled !== undefined && enabled !== isEnabled(token) && { disabled: !enabled }),
  };
  return Object.keys(changes).length === 0 ? null : { ...changes, grants: 'dialect' };
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).symmetricDifference(new Set(others)).size === 0;
}
