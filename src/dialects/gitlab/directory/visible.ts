import type { Caller } from '../../../core/access/caller.ts';
import type { ResourceFilter } from '../../../core/directory/directory-query.ts';
import { accessLevelOfToken, boundResource } from '../access-level.ts';

/** Which resources a caller sees in lists, of those where it may go at least so far; null for none at all. */
export function visibleResources(caller: Caller, leastLevel = 0): ResourceFilter | null {
  if (caller.role === 'admin') return {};
  const bound = boundResource(caller);
  if (bound !== null) return accessLevelOfToken(caller) >= leastLevel ? { withinId: bound.id } : null;
  const own = caller.account === null ? null : { ownerId: caller.account.id };
  return caller.role === 'viewer' || leastLevel > 0 ? own : {};
}
