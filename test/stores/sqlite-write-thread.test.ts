import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { createStoreChanges } from '../../src/stores/sql/changes/all-changes.ts';
import { openSqliteStore } from '../../src/stores/sqlite/open-sqlite-store.ts';
import type { ChangeCall } from '../../src/stores/sqlite/run-group.ts';
import { createWriteQueue } from '../../src/stores/sqlite/write-queue.ts';
import { driveWorker, startWorker } from '../../src/stores/sqlite/write-thread.ts';
import { anIssue, aToken } from '../support/store-fixtures.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function preparedFile(): Promise<string> {
  const path = join(temporaryDirectory(), 'jeton.db');
  await (await openSqliteStore({ path, migrate: true })).close();
  return path;
}

const call: ChangeCall = { name: 'writeSetting', input: { name: 'n', value: 'v', ifAbsent: false } };

test('changes asked for while a group commits share the next commit, up to the most a group holds', async () => {
  const groups: number[] = [];
  const sent = Promise.withResolvers<void>();
  const queue = createWriteQueue((group) => {
    groups.push(group.length);
    sent.resolve();
  });
  const answers = [queue.add(call), queue.add(call)];
  await sent.promise;
  answers.push(...Array.from({ length: 300 }, () => queue.add(call)));
  for (const size of [2, 256, 44]) queue.settle(Array.from({ length: size }, () => ({ outcome: {} })));
  await Promise.all(answers);
  expect(groups).toEqual([2, 256, 44]);
});

test('a full queue refuses at once and accepts again once it has drained', async () => {
  const queue = createWriteQueue(() => undefined);
  const accepted = Array.from({ length: 10_000 }, () => queue.add(call));
  await expect(queue.add(call)).rejects.toMatchObject({ code: 'store_unavailable' });
  queue.stop(new Error('the end of the test'));
  const ends = await Promise.allSettled(accepted);
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
});

test('a group of changes costs one commit', async () => {
  const path = await preparedFile();
  const store = await openSqliteStore({ path, migrate: false });
  const oneByOne = await commitsDuring(path, async () => {
    for (let i = 0; i < 20; i += 1) await issueMany(store, 1);
  });
  const together = await commitsDuring(path, () => issueMany(store, 200));
  expect(oneByOne).toBe(20);
  expect(together).toBeLessThanOrEqual(2);
  await store.close();
});

test('when the thread that writes dies, what waits and what comes is refused, and closing ends', async () => {
  const path = await preparedFile();
  const worker = startWorker(path);
  const thread = await driveWorker(worker);
  const change = createStoreChanges(thread.perform);
  thread.check();
  const waiting = Array.from({ length: 600 }, () => change.issueToken(anIssue(aToken())));
  const ends = Promise.allSettled(waiting);
  await worker.terminate();
  const refused = (await ends).filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const end of refused) expect(end).toMatchObject({ reason: { code: 'store_unavailable' } });
  await expect(change.reserveAccountId({})).rejects.toMatchObject({ code: 'store_unavailable' });
  // What `/readyz` asks.
  expect(() => thread.check()).toThrow('has ended');
  await thread.close();
});

test('a closed store refuses changes and reads', async () => {
  const store = await openSqliteStore({ path: await preparedFile(), migrate: true });
  await store.close();
  const refusal = { code: 'store_unavailable' };
  await expect(store.change.reserveAccountId({})).rejects.toMatchObject(refusal);
  await expect(store.ping()).rejects.toMatchObject(refusal);
  await expect(store.findToken(1)).rejects.toMatchObject(refusal);
  await store.close();
});

function issueMany(store: Store, count: number): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, () => store.change.issueToken(anIssue(aToken()))));
}

async function commitsDuring(path: string, work: () => Promise<unknown>): Promise<number> {
  const before = commits(path);
  await work();
  return commits(path) - before;
}

/** Frames of the write-ahead log that end a transaction: those which name the size of the database after it. */
function commits(path: string): number {
  const log = readFileSync(`${path}-wal`);
  if (log.length === 0) return 0;
  const frameBytes = 24 + log.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes) {
    if (log.readUInt32BE(at + 4) > 0) count += 1;
  }
  return count;
}
