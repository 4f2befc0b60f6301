import { followAlone } from '../../src/core/nodes/following.ts';
import type { Store } from '../../src/core/store.ts';

/** A store as the only node of several sees it. */
export function asShared(store: Store): Store {
  return {
    ...store,
    mayLoseCommits: true,
    async follow(cache) {
      cache.restart(await store.readLastChange());
      return followAlone(cache, { id: 'only', startedAt: 0, now: Date.now });
    },
  };
}
