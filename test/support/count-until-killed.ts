import { openSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createAuthority } from '../../src/core/authority.ts';
import { systemClock } from '../../src/core/clock.ts';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { systemRandom } from '../../src/core/random.ts';
import type { Store } from '../../src/core/store.ts';
import type { UseJournals } from '../../src/core/use/use-journals.ts';
import { openUseJournals } from '../../src/stores/journal/open-use-journals.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { usualSettings } from './open-authority.ts';

/** Where a process ends itself: before or after a write of the journal or a transaction of the store is carried out. */
export type DeathPoint =
  | 'before write'
  | 'after write'
  | 'before fold'
  | 'after fold'
  | 'before row'
  | 'after row'
  | 'before end'
  | 'after end';

/** One installation that a process counts in. */
export interface Counting {
  readonly databaseUrl: string;
  readonly usage: string;
  /** What happened is written here, a line each, before or after it happened. */
  readonly ledger: string;
  readonly tokens: readonly { readonly id: number; readonly secret: string }[];
}

/** What such a process does. */
export interface CountingPlan {
  readonly mode: 'exact' | 'durable' | 'bounded';
  readonly countings: readonly Counting[];
  readonly lanes: number;
  readonly death: { readonly at: DeathPoint; readonly occasion: number } | null;
  /** Only open, tell the counts and close, this many times. */
  readonly looks: number;
}

/**
 * How much a process has done is what it is killed by, and not the time: that tells nothing on a busy machine.
 * Opens installations as a server does, recovering what the one before left, tells their counts, and verifies tokens
 * without end; or only tells the counts. Lines of a ledger: `count TOKEN N`, `sent TOKEN`, `valid TOKEN`, `refused`,
 * `settling`, `settled`.
 */
const plan = JSON.parse(process.argv[2] ?? '') as CountingPlan;
/** So many answers, of all installations together, are one line of standard output. */
const PROGRESS = plan.mode === 'bounded' ? 500 : 10;
/** Nobody waits for more, and whoever reads may be busy. */
const TOLD_MAX = 100 * PROGRESS;
const SETTLED_EVERY = 37;
let occasions = 0;
let answers = 0;
// Kept at the end of a process otherwise, which none of these comes to.
flushCompileCache();
writeSync(1, 'opening\n');
await Promise.all(plan.countings.map(plan.looks > 0 ? look : countWithoutEnd));

async function look(counting: Counting): Promise<void> {
  for (let looks = 0; looks < plan.looks; looks += 1) {
    const { authority, store } = await open(counting);
    await authority.close();
    await store.close();
  }
}

async function countWithoutEnd(counting: Counting): Promise<void> {
  const { authority, tell } = await open(counting);
  let isSettling = false;
  const settle = async () => {
    if (isSettling) return;
    isSettling = true;
    tell('settling');
    await authority.settle();
    tell('settled');
    isSettling = false;
  };
  const lane = async (_: unknown, number: number) => {
    for (;;) {
      const { id, secret } = counting.tokens[number % counting.tokens.length]!;
      tell(`sent ${id}`);
      const verdict = await authority.verify({ secret, ip: '192.0.2.1' }).catch(() => null);
      tell(verdict?.valid ? `valid ${id}` : 'refused');
      answers += 1;
      if (answers % PROGRESS === 0 && answers <= TOLD_MAX) writeSync(1, 'counting\n');
      if (answers % SETTLED_EVERY === 0) void settle();
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: plan.lanes }, lane));
}

async function open({ databaseUrl, usage, ledger, tokens }: Counting) {
  const file = openSync(ledger, 'a');
  const tell = (line: string) => void writeSync(file, `${line}\n`);
  const store = await openStore({ databaseUrl, poolMax: 4 });
  const authority = await createAuthority({
    store: mortalStore(store),
    clock: systemClock,
    random: systemRandom,
    keys: deriveInstallationKeys(Buffer.alloc(32, 7)),
    settings: usualSettings,
    journals: mortalJournals(openUseJournals(usage, { durable: plan.mode === 'durable' })),
    usesInMemory: plan.mode === 'bounded',
  });
  for (const { id } of tokens) tell(`count ${id} ${(await authority.token(id))?.use.count}`);
  return { authority, store, tell };
}

function mortalStore(store: Store): Store {
  const { foldUses, openJournal } = store.change;
  return {
    ...store,
    change: {
      ...store.change,
      foldUses: (fold) => around('fold', () => foldUses(fold)),
      openJournal: (journal) => around('row', () => openJournal(journal)),
    },
  };
}

function mortalJournals(journals: UseJournals): UseJournals {
  return {
    ...journals,
    async create(id) {
      const file = await journals.create(id);
      return {
        get length() {
          return file.length;
        },
        read: () => file.read(),
        append: (batch) => around('write', () => file.append(batch)),
        end: (kept) => around('end', () => file.end(kept)),
      };
    },
    listLeft: async () =>
      (await journals.listLeft()).map((left) => ({
        ...left,
        end: (kept) => around('end', () => left.end(kept)),
      })),
  };
}

async function around<Result>(
  what: 'write' | 'fold' | 'row' | 'end',
  act: () => Promise<Result>,
): Promise<Result> {
  dieIfItIsTime(`before ${what}`);
  const result = await act();
  dieIfItIsTime(`after ${what}`);
  return result;
}

function dieIfItIsTime(here: DeathPoint): void {
  if (plan.death?.at !== here) return;
  occasions += 1;
  if (occasions >= plan.death.occasion) process.kill(process.pid, 'SIGKILL');
}
