import { fdatasyncSync, fstatSync, readdirSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AuthorityError } from '../../src/core/authority-error.ts';
import type { Store } from '../../src/core/store.ts';
import { type JournalDisk, openUseJournals } from '../../src/stores/journal/open-use-journals.ts';
import { openAuthority } from '../support/open-authority.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What a disk does to one write: refuse it, take a part and say so or fail, take all and fail, or fail to flush. */
type DiskFault = 'none' | 'full' | 'short' | 'torn' | 'written and failed' | 'not flushed';
/** What the store does to one fold: refuse it, or carry it out and be gone before it answers. */
type StoreFault = 'none' | 'away' | 'unanswered';
type Step =
  | { readonly do: 'use'; readonly times: number; readonly faults: readonly DiskFault[] }
  | { readonly do: 'settle'; readonly fault: StoreFault }
  | { readonly do: 'end' };

const faults: readonly DiskFault[] = ['full', 'short', 'torn', 'written and failed', 'not flushed'];
const diskFault = fc.oneof(
  { weight: 3, arbitrary: fc.constant<DiskFault>('none') },
  { weight: 2, arbitrary: fc.constantFrom<DiskFault>(...faults) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('use' as const),
      times: fc.integer({ min: 1, max: 4 }),
      faults: fc.array(diskFault, { minLength: 3, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      fault: fc.constantFrom<StoreFault>('none', 'away', 'unanswered'),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'end' as const }) },
);

it('uses answered are counted and none twice, whatever disk and store refuse, and whenever the process ends', async () => {
  const { store, authority, operator } = await openAuthority();
  const schedule = fc.array(step, { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(schedule, fc.boolean(), async (steps, durable) => {
      const issued = await authority.issue(operator, { kind: 'access_token', name: 'used' });
      const token = { id: issued.details.token.id, secret: issued.secret?.reveal() ?? '' };
      await follow(steps, durable, store, token);
    }),
    { numRuns: 150 },
  );
}, 60_000);

async function follow(
  steps: readonly Step[],
  durable: boolean,
  store: Store,
  token: { readonly id: number; readonly secret: string },
) {
  const directory = temporaryDirectory();
  const disk = faultyDisk();
  const faulty = faultyStore(store);
  const open = async () => {
    const journals = openUseJournals(directory, { durable, disk });
    return (await openAuthority({}, { store: faulty.store, journals })).authority;
  };
  const seen = { attempted: 0, answered: 0 };
  let authority = await open();
  const use = async () => {
    seen.attempted += 1;
    const ip = `10.0.${seen.attempted >> 8}.${seen.attempted & 255}`;
    const verdict = await authority.verify({ secret: token.secret, ip }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'store_unavailable' });
      return null;
    });
    if (verdict?.valid) seen.answered += 1;
  };
  for (const one of steps) {
    if (one.do === 'use') {
      disk.next.push(...one.faults);
      await Promise.all(Array.from({ length: one.times }, use));
      disk.next.length = 0;
    } else if (one.do === 'settle') {
      faulty.fault = one.fault;
      await authority.settle().catch(() => undefined);
      faulty.fault = 'none';
    } else authority = await open();
  }
  for (let starts = 0, counted = -1; starts < 3; starts += 1) {
    authority = await open();
    const found = (await store.findToken(token.id))?.use.count ?? 0;
    expect(found).toBeGreaterThanOrEqual(seen.answered);
    expect(found).toBeLessThanOrEqual(seen.attempted);
    if (counted >= 0) expect(found).toBe(counted);
    counted = found;
  }
  expect(readdirSync(directory)).toEqual([]);
  const addresses = disk.written().match(/10\.0\.\d+\.\d+/g) ?? [];
  expect(new Set(addresses).size, 'a group is written once').toBe(addresses.length);
}

function faultyDisk(): JournalDisk & { readonly next: DiskFault[]; written(): string } {
  const next: DiskFault[] = [];
  // By inode: numbers of open files are given again.
  const failed = new Set<number>();
  const chunks: Buffer[] = [];
  const take = (file: number, bytes: Buffer) => {
    chunks.push(bytes);
    return writeSync(file, bytes);
  };
  let flushFails = false;
  const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return {
    next,
    written: () => Buffer.concat(chunks).toString(),
    write(file, bytes) {
      expect(failed.has(fstatSync(file).ino), 'nothing is appended behind a failed write').toBe(false);
      const fault = next.shift() ?? 'none';
      if (fault !== 'none' && fault !== 'not flushed') failed.add(fstatSync(file).ino);
      flushFails = fault === 'not flushed';
      if (fault === 'full') throw full();
      if (fault === 'short' || fault === 'torn') {
        const taken = take(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
        if (fault === 'short') return taken;
        throw full();
      }
      const taken = take(file, bytes);
      if (fault === 'written and failed') throw full();
      return taken;
    },
    async flush(file) {
      if (flushFails) {
        failed.add(fstatSync(file).ino);
        throw Object.assign(new Error('input/output error'), { code: 'EIO' });
      }
      fdatasyncSync(file);
    },
  };
}

function faultyStore(store: Store): { readonly store: Store; fault: StoreFault } {
  const away = () => Promise.reject(new AuthorityError('store_unavailable', 'away'));
  const faulty = {
    fault: 'none' as StoreFault,
    store: {
      ...store,
      readJournal: (id: string) => (faulty.fault === 'none' ? store.readJournal(id) : away()),
      change: {
        ...store.change,
        async foldUses(fold: Parameters<Store['change']['foldUses']>[0]) {
          if (faulty.fault === 'away') return away();
          const answer = await store.change.foldUses(fold);
          return faulty.fault === 'none' ? answer : away();
        },
      },
    },
  };
  return faulty;
}
