import type { StoreChanges, Subject } from '../store-changes.ts';
import type { RecordCache } from './record-cache.ts';

type AnyChange = (input: never) => Promise<{ readonly subjects: readonly Subject[] }>;

/**
 * Changes that are acknowledged only after the cache has forgotten what they touched: once a revocation has returned,
 * nothing answers from the state before it. A change that failed may have been written all the same: it forgets all.
 */
export function forgetfulChanges(changes: StoreChanges, cache: RecordCache): StoreChanges {
  const entries: readonly (readonly [string, AnyChange])[] = Object.entries(changes);
  return Object.fromEntries(
    entries.map(([name, apply]) => [name, forgetting(apply, cache)]),
  ) as unknown as StoreChanges;
}

function forgetting(apply: AnyChange, cache: RecordCache): AnyChange {
  return async (input) => {
    try {
      const result = await apply(input);
      cache.drop(result.subjects);
      return result;
    } catch (error) {
      cache.clear();
      throw error;
    }
  };
}
