import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuthorityError } from '../../src/core/authority-error.ts';
import type { UseJournals } from '../../src/core/use/use-journals.ts';
import { openUseJournals } from '../../src/stores/journal/open-use-journals.ts';
import { openAuthority } from '../support/open-authority.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('uses in a journal', () => {
  it('are counted by the next process when theirs ended without writing them, however often it recovers', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.use(5);
    expect(readdirSync(directory)).toHaveLength(1);
    const second = await open(directory, first.store);
    expect(second.authority.recovery).toEqual({ usesRecovered: 5, setAside: [], missing: [] });
    expect(await second.counted(first.tokenId)).toMatchObject({ count: 5, lastUsedIp: '192.0.2.1' });
    const third = await open(directory, first.store);
    expect(third.authority.recovery).toEqual({ usesRecovered: 0, setAside: [], missing: [] });
    expect(await third.counted(first.tokenId)).toMatchObject({ count: 5 });
  });

  it('that were written to the store already are not counted again', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.use(3);
    await first.authority.settle();
    await first.use(2);
    const second = await open(directory, first.store);
    expect(second.authority.recovery.usesRecovered).toBe(2);
    expect(await second.counted(first.tokenId)).toMatchObject({ count: 5 });
  });

  it('leave no file behind when their process ends in order', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.use(3);
    await first.authority.close();
    expect(readdirSync(directory)).toEqual([]);
    expect(await first.counted(first.tokenId)).toMatchObject({ count: 3 });
  });

  it('of a journal that the store does not know are set aside for a human', async () => {
    const directory = temporaryDirectory();
    await (await open(directory)).use(3);
    const other = await open(directory);
    expect(other.authority.recovery).toMatchObject({ usesRecovered: 0, setAside: [expect.any(String)] });
    expect(readdirSync(directory)).toEqual([expect.stringMatching(/\.uses\.unknown$/)]);
  });

  it('that cannot be written are answered store_unavailable, not counted, and the next ones go to a new journal', async () => {
    const directory = temporaryDirectory();
    let full = false;
    const first = await open(directory, undefined, (journals) => ({
      ...journals,
      create: async (id) => {
        const journal = await journals.create(id);
        return {
          ...journal,
          get length() {
            return journal.length;
          },
          // A disk that takes the first half of a batch and then is full.
          append: async (batch) => {
            await journal.append(full ? batch.slice(0, batch.length / 2) : batch);
            if (full) throw new Error('ENOSPC');
          },
        };
      },
    }));
    await first.use(3);
    full = true;
    await expect(first.use(1)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await first.counted(first.tokenId)).toMatchObject({ count: 3 });
    full = false;
    await first.use(2);
    expect(readdirSync(directory)).toHaveLength(1);
    expect(await first.counted(first.tokenId)).toMatchObject({ count: 5 });
    const second = await open(directory, first.store);
    expect(await second.counted(first.tokenId)).toMatchObject({ count: 5 });
  });

  it('are counted once when the store took them and could not say so, even if it is away for a while', async () => {
    const { store } = await openAuthority();
    let fault: 'none' | 'unanswered' | 'away' = 'none';
    const away = () => Promise.reject(new AuthorityError('store_unavailable', 'away'));
    const first = await open(temporaryDirectory(), {
      ...store,
      readJournal: (id) => (fault === 'none' ? store.readJournal(id) : away()),
      change: {
        ...store.change,
        async foldUses(fold) {
          if (fault === 'away') return away();
          const answer = await store.change.foldUses(fold);
          if (fault === 'none') return answer;
          fault = 'away';
          return away();
        },
      },
    });
    await first.use(3);
    fault = 'unanswered';
    await expect(first.authority.settle()).rejects.toMatchObject({ code: 'store_unavailable' });
    await first.use(2);
    await expect(first.authority.settle()).rejects.toMatchObject({ code: 'store_unavailable' });
    fault = 'none';
    await first.authority.settle();
    expect((await store.findToken(first.tokenId))?.use.count).toBe(5);
    await first.use(1);
    await first.authority.settle();
    expect((await store.findToken(first.tokenId))?.use.count).toBe(6);
  });

  it('are told whole right after a fold that failed, before the next one', async () => {
    const { store } = await openAuthority();
    let isAway = false;
    const first = await open(temporaryDirectory(), {
      ...store,
      change: {
        ...store.change,
        foldUses: (fold) =>
          isAway
            ? Promise.reject(new AuthorityError('store_unavailable', 'away'))
            : store.change.foldUses(fold),
      },
    });
    await first.use(3);
    isAway = true;
    await expect(first.authority.settle()).rejects.toMatchObject({ code: 'store_unavailable' });
    isAway = false;
    await first.use(1);
    expect(await first.counted(first.tokenId)).toMatchObject({ count: 4, lastUsedIp: '192.0.2.1' });
  });

  it('of many requests at once share a write and are each counted once', async () => {
    const directory = temporaryDirectory();
    const appended: string[] = [];
    const first = await open(directory, undefined, (journals) => ({
      ...journals,
      create: async (id) => {
        const journal = await journals.create(id);
        return {
          ...journal,
          append: (batch) => {
            appended.push(batch);
            return journal.append(batch);
          },
        };
      },
    }));
    await Promise.all(Array.from({ length: 200 }, () => first.use(1)));
    expect(appended.length).toBeLessThan(20);
    expect(await first.counted(first.tokenId)).toMatchObject({ count: 200 });
  });
});

async function open(
  directory: string,
  store?: Awaited<ReturnType<typeof openAuthority>>['store'],
  faults: (journals: UseJournals) => UseJournals = (journals) => journals,
) {
  const journals = faults(openUseJournals(join(directory), { durable: false }));
  const opened = await openAuthority({}, { journals, ...(store !== undefined && { store }) });
  const { authority, operator } = opened;
  const { secret, details } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
  return {
    ...opened,
    tokenId: details.token.id,
    async use(times: number) {
      for (let used = 0; used < times; used += 1)
        expect(await authority.verify({ secret: secret?.reveal() ?? '', ip: '192.0.2.1' })).toMatchObject({
          valid: true,
        });
    },
    async counted(id: number) {
      return (await authority.token(id))?.use;
    },
  };
}
