import type { StoreChanges, Subject } from '../store-changes.ts';
import type { RecordCache } from './record-cache.ts';

type AnyChange = (
  input: never,
) => Promise<{ readonly subjects: readonly Subject[]; readonly number?: number }>;

/** What touches nothing that is remembered, whether or not it fails. */
const harmless: ReadonlySet<string> = new Set<keyof StoreChanges>([
  'reserveAccountId',
  'createAccount',
  'createResource',
  'addUses',
  'openJournal',
  'foldUses',
  'recordAudit',
  'pruneAudit',
  'rekeyTokens',
  'changeKeyState',
  'writeSetting',
]);

/**
 * Changes of a store that no other process writes, acknowledged only after the cache has forgotten what they touched:
 * once a revocation has returned, nothing answers from the state before it. One that failed may have been written all
 * the same: it forgets everything.
 */
export function forgetfulChanges(changes: StoreChanges, cache: RecordCache): StoreChanges {
  const entries: readonly (readonly [string, AnyChange])[] = Object.entries(changes);
  return Object.fromEntries(
    entries.map(([name, apply]) => [name, harmless.has(name) ? apply : forgetting(apply, cache)]),
  ) as unknown as StoreChanges;
}

function forgetting(apply: AnyChange, cache: RecordCache): AnyChange {
  return async (input) => {
    try {
      const result = await apply(input);
      const { subjects, number } = result;
      // A number that does not follow tells of a change whose answer was lost.
      if (number !== undefined && !cache.apply({ number, subjects })) cache.restart(number);
      return result;
    } catch (error) {
      cache.restart(cache.applied);
      throw error;
    }
  };
}
