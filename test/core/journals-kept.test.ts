import { closeSync, copyFileSync, openSync, readdirSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuthorityError } from '../../src/core/authority-error.ts';
import type { Store } from '../../src/core/store.ts';
import type { UseJournals } from '../../src/core/use/use-journals.ts';
import { openUseJournals } from '../../src/stores/journal/open-use-journals.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { openAuthority } from '../support/open-authority.ts';
import { asShared } from '../support/shared-store.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('journals of uses', () => {
  it('are changed under a load that never pauses, and no use is lost at the change', async () => {
    const directory = temporaryDirectory();
    const made: string[] = [];
    const long = (journals: UseJournals): UseJournals => ({
      ...journals,
      async create(id) {
        made.push(id);
        const file = await journals.create(id);
        return { ...file, append: file.append, length: 17 * 1024 * 1024 };
      },
    });
    const counting = await open(directory, { arrange: long });
    let isOver = false;
    let used = 0;
    const lanes = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        await counting.use(1);
        used += 1;
      }
    });
    const change = async () => {
      await counting.authority.settle();
      return made.length;
    };
    await expect.poll(change, { interval: 1, timeout: 10_000 }).toBeGreaterThan(5);
    isOver = true;
    await Promise.all(lanes);
    await counting.authority.settle();
    expect(await counting.stored()).toBe(used);
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it('are written to the end and folded before they end, when the process stops during a write', async () => {
    const directory = temporaryDirectory();
    const held = Promise.withResolvers<void>();
    const counting = await open(directory, {
      arrange: (journals) => ({
        ...journals,
        async create(id) {
          const file = await journals.create(id);
          const append = (batch: string) => file.append(batch).then(() => held.promise);
          return { ...file, append, length: 0 };
        },
      }),
    });
    const use = counting.use(1);
    await expect.poll(() => readdirSync(directory)).toHaveLength(1);
    const closed = counting.authority.close();
    await expect(counting.use(1)).rejects.toMatchObject({ code: 'store_unavailable' });
    held.resolve();
    await Promise.all([use, closed]);
    expect(await counting.stored()).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are answered store_unavailable while the kernel says that the disk is full, and leave nothing to clean up', async () => {
    const directory = temporaryDirectory();
    const device = openSync('/dev/full', 'w');
    let isFull = true;
    const write = (file: number, bytes: Buffer) => writeSync(isFull ? device : file, bytes);
    const disk = { write, flush: async () => undefined };
    const counting = await open(directory, { journals: openUseJournals(directory, { durable: true, disk }) });
    for (let tries = 0; tries < 3; tries += 1)
      await expect(counting.use(1)).rejects.toMatchObject({
        code: 'store_unavailable',
        cause: { code: 'ENOSPC' },
      });
    isFull = false;
    await counting.use(2);
    await counting.authority.close();
    closeSync(device);
    expect(await counting.stored()).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
    expect(await counting.store.listOpenJournals()).toEqual([]);
  });

  it('give no verdict when the disk does not confirm a write, where that was asked for', async () => {
    const directory = temporaryDirectory();
    let fails = true;
    const flush = () => (fails ? Promise.reject(new Error('EIO')) : Promise.resolve());
    const disk = { write: (file: number, bytes: Buffer) => writeSync(file, bytes), flush };
    const counting = await open(directory, { journals: openUseJournals(directory, { durable: true, disk }) });
    await expect(counting.use(1)).rejects.toMatchObject({ code: 'store_unavailable' });
    fails = false;
    await counting.use(1);
    await counting.authority.settle();
    expect(await counting.stored()).toBe(1);
  });

  it('that cannot be made leave no row that is waited for', async () => {
    const directory = temporaryDirectory();
    let fails = true;
    const counting = await open(directory, {
      arrange: (journals) => ({
        ...journals,
        create: (id) => (fails ? Promise.reject(new Error('ENOSPC')) : journals.create(id)),
      }),
    });
    for (let tries = 0; tries < 3; tries += 1)
      await expect(counting.use(1)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await counting.store.listOpenJournals()).toHaveLength(1);
    fails = false;
    await counting.use(2);
    await counting.authority.close();
    expect(await counting.stored()).toBe(2);
    expect(await counting.store.listOpenJournals()).toEqual([]);
  });

  it('are recovered by a process that keeps its own uses in memory', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.use(4);
    const second = await open(directory, { store: first.store, inMemory: true });
    expect(second.authority.recovery.usesRecovered).toBe(4);
    expect(await first.stored()).toBe(4);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('let no use in memory count twice when the store took it and could not say so', async () => {
    const { store } = await openAuthority();
    let isLost = true;
    const change: Store['change'] = {
      ...store.change,
      async foldUses(fold) {
        const answer = await store.change.foldUses(fold);
        if (!isLost) return answer;
        isLost = false;
        throw new AuthorityError('store_unavailable', 'away');
      },
    };
    const directory = temporaryDirectory();
    const counting = await open(directory, { store: { ...store, change }, inMemory: true });
    await counting.use(3);
    await counting.authority.settle();
    await counting.use(2);
    await counting.authority.settle();
    expect(await counting.stored()).toBe(5);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are heard of while nothing happens, until they end', async () => {
    const counting = await open(temporaryDirectory());
    await counting.use(1);
    await counting.authority.settle();
    const [journal] = await counting.store.listOpenJournals();
    counting.clock.advance(3_600_000);
    await counting.authority.settle();
    expect(await counting.store.listOpenJournals()).toEqual([
      { ...journal, toldAt: (journal?.toldAt ?? 0) + 3_600_000 },
    ]);
    await counting.authority.close();
    expect(await counting.store.listOpenJournals()).toEqual([]);
  });
});

describe('journals over a database that other processes use', () => {
  it('are kept for a day after they are folded, and count once', async () => {
    const directory = temporaryDirectory();
    const store = asShared((await openAuthority()).store);
    const first = await open(directory, { store });
    await first.use(3);
    await first.authority.close();
    const [kept = '', ...others] = readdirSync(directory);
    expect([kept, others]).toEqual([expect.stringMatching(/\.uses\.\d+\.kept$/), []]);
    const second = await open(directory, { store });
    expect(second.authority.recovery.usesRecovered).toBe(0);
    expect(readdirSync(directory)).toEqual([kept]);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(join(directory, kept), yesterday, yesterday);
    await open(directory, { store });
    expect(readdirSync(directory)).toEqual([]);
    expect(await first.stored()).toBe(3);
  });

  it('are kept as well when another process has folded them', async () => {
    const directory = temporaryDirectory();
    const store = asShared((await openAuthority()).store);
    const first = await open(directory, { store });
    await first.use(3);
    const second = await open(directory, { store });
    expect(second.authority.recovery.usesRecovered).toBe(3);
    expect(readdirSync(directory)).toEqual([expect.stringMatching(/\.uses\.\d+\.kept$/)]);
    const third = await open(directory, { store });
    expect(third.authority.recovery.usesRecovered).toBe(0);
    expect(await first.stored()).toBe(3);
  });

  it.each(['while the node runs', 'at its next start'])(
    'give back what a failover has lost, of this journal and of those before, %s',
    async (when) => {
      const [directory, databases] = [temporaryDirectory(), temporaryDirectory()];
      const path = (name: string) => `sqlite:${databases}/${name}.db`;
      const before = await openStore({ databaseUrl: path('primary') });
      const primary = { current: before };
      const store = following(primary);
      const first = await open(directory, { store });
      await first.use(2);
      await first.authority.settle();
      // What the standby has: neither the next folds nor the next journal's row.
      copyStore(databases, 'primary', 'standby');
      await first.use(3);
      await first.authority.close();
      const second = await open(directory, { store, token: first.token });
      await second.use(4);
      await second.authority.settle();
      await second.use(5);
      primary.current = await openStore({ databaseUrl: path('standby') });
      expect(await second.stored()).toBe(2);
      const again = when === 'at its next start' ? await open(directory, { store }) : second;
      // A row that is missing at a start may be another database's: that journal waits for a human.
      const setAside = again.authority.recovery.setAside.length;
      await again.authority.settle();
      await again.authority.settle();
      expect([await second.stored(), setAside]).toEqual(when === 'at its next start' ? [5, 1] : [14, 0]);
      await Promise.all([before.close(), primary.current.close()]);
    },
  );
});

/** A store that is another one as soon as a test says so. */
function following(primary: { current: Store }): Store {
  const reads = (name: keyof Store) => (question: never) =>
    (primary.current[name] as (question: never) => unknown)(question);
  const changes = (name: keyof Store['change']) => (input: never) =>
    (primary.current.change[name] as (input: never) => unknown)(input);
  const names = Object.keys(primary.current) as (keyof Store)[];
  const change = Object.keys(primary.current.change) as (keyof Store['change'])[];
  return asShared({
    ...Object.fromEntries(names.map((name) => [name, reads(name)])),
    change: Object.fromEntries(change.map((name) => [name, changes(name)])),
  } as unknown as Store);
}

function copyStore(directory: string, from: string, to: string): void {
  for (const suffix of ['.db', '.db-wal'])
    copyFileSync(join(directory, `${from}${suffix}`), join(directory, `${to}${suffix}`));
}

interface Opening {
  readonly store?: Store;
  readonly inMemory?: boolean;
  readonly journals?: UseJournals;
  readonly token?: { readonly id: number; readonly secret: string };
  arrange?(journals: UseJournals): UseJournals;
}

async function open(directory: string, opening: Opening = {}) {
  const { store, inMemory = false, arrange = (journals: UseJournals) => journals } = opening;
  const journals = arrange(opening.journals ?? openUseJournals(directory, { durable: false }));
  const opened = await openAuthority({}, { journals, inMemory, ...(store !== undefined && { store }) });
  const { authority, operator } = opened;
  const issue = async () => {
    const { secret, details } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
    return { id: details.token.id, secret: secret?.reveal() ?? '' };
  };
  const token = opening.token ?? (await issue());
  return {
    ...opened,
    token,
    async use(times: number) {
      for (let used = 0; used < times; used += 1)
        expect(await authority.verify({ secret: token.secret, ip: '192.0.2.1' })).toMatchObject({
          valid: true,
        });
    },
    stored: async () => (await opened.store.findToken(token.id))?.use.count,
  };
}
