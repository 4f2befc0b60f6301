import { expect, it } from 'vitest';
import { RecordCache } from '../../../src/core/cache/record-cache.ts';
import { DatabaseTime } from '../../../src/core/nodes/database-time.ts';
import { Follower } from '../../../src/core/nodes/follower.ts';
import { Lease } from '../../../src/core/nodes/lease.ts';
import type { NodeDatabase } from '../../../src/core/nodes/node-database.ts';
import { IrregularSecrets } from '../../../src/core/token/irregular-secrets.ts';

it('memory from one server is not taken to another, even when the first attempt to join it fails', async () => {
  const { follower, cache, lease } = createFollower();
  await follower.connected(databaseThatKnowsAll(), 'first');
  const { epoch } = cache;
  const unwilling = { ...databaseThatKnowsAll(), register: () => Promise.reject(new Error('lost')) };
  await expect(follower.connected(unwilling, 'second')).rejects.toThrow('lost');
  expect(lease.holds({ monotonic: 1, wall: 1 })).toBe(false);
  // Here the node's row is there, as far as any other: whoever compared rows only would go on.
  await follower.connected(databaseThatKnowsAll(), 'second');
  expect(cache.epoch).toBe(epoch + 1);
  expect(follower.id).toBe('3');
  expect(lease.holds({ monotonic: 1, wall: 1 })).toBe(true);
});

it('what was acknowledged for an earlier joining is acknowledged for the next one too', async () => {
  const { follower } = createFollower();
  const told: [id: string, applied: number][] = [];
  const slow = Promise.withResolvers<void>();
  const database = (server: string): NodeDatabase => ({
    ...databaseThatKnowsAll(),
    readChanges: async () => ({ head: server === 'first' ? 0 : 1, time: 0, changes: [] }),
    renew: async () => ({ head: 1, time: 0, beat: 1, fenced: false }),
    acknowledge: async (id, applied) => {
      told.push([id, applied]);
      if (server === 'first') await slow.promise;
    },
  });
  await follower.connected(database('first'), 'first');
  const heard = follower.hear(database('first'), { number: 1, subjects: [] });
  await follower.connected(database('second'), 'second');
  slow.resolve();
  await heard;
  await follower.renew(database('second'));
  expect(told[0]).toEqual(['1', 1]);
  expect(told).toContainEqual(['2', 1]);
});

function createFollower() {
  const cache = new RecordCache({ tokensMax: 10, irregular: new IrregularSecrets(10) });
  const lease = new Lease(1_000);
  let ids = 0;
  const follower = new Follower({
    cache,
    lease,
    time: new DatabaseTime(),
    instant: () => ({ monotonic: 0, wall: 0 }),
    newId: () => {
      ids += 1;
      return `${ids}`;
    },
    name: '',
    onHistoryLost: () => undefined,
  });
  return { follower, cache, lease };
}

/** A database in which no change was ever made, and which knows every node. */
function databaseThatKnowsAll(): NodeDatabase {
  const row = { head: 0, time: 0, beat: 0, fenced: false };
  return {
    register: async () => undefined,
    readNode: async () => row,
    renew: async () => row,
    readChanges: async () => ({ head: 0, time: 0, changes: [] }),
    acknowledge: async () => undefined,
    remove: async () => undefined,
  };
}
