import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/core/authority.ts';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { systemRandom } from '../../src/core/random.ts';
import type { Store } from '../../src/core/store.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { openAuthority, usualSettings } from '../support/open-authority.ts';
import { populate } from '../support/populate.ts';

const [first, second, third] = [7, 8, 9].map((byte) => deriveInstallationKeys(Buffer.alloc(32, byte))) as [
  ReturnType<typeof deriveInstallationKeys>,
  ReturnType<typeof deriveInstallationKeys>,
  ReturnType<typeof deriveInstallationKeys>,
];

/** A store whose records stand under the first key. */
async function populated() {
  const store = await openStore({ databaseUrl: 'sqlite::memory:' });
  const open = await openAuthority({}, { store });
  const { good, dead } = await populate(open);
  await open.authority.close();
  return { store, good, dead, operator: open.operator, clock: open.clock };
}

type Populated = Awaited<ReturnType<typeof populated>>;

/** A node over the store, with one key or two. */
function nodeOf(
  { store, clock }: Populated,
  keys: typeof first,
  otherKeys?: typeof first,
  given: Store = store,
) {
  return createAuthority({
    store: given,
    clock,
    random: systemRandom,
    keys,
    ...(otherKeys !== undefined && { otherKeys }),
    settings: usualSettings,
  });
}

type Node = Awaited<ReturnType<typeof nodeOf>>;

async function isValid(node: Node, secret: string): Promise<boolean> {
  return (await node.verify({ secret, countsAsUse: false })).valid;
}

describe('a change of the installation key', () => {
  it('keeps every token good, and takes each record over when its secret is presented', async () => {
    const store = await populated();
    const node = await nodeOf(store, first, second);
    const before = await node.keys.status();
    expect(before).toMatchObject({ number: 1, isChanging: false, left: { live: 0, ended: 0 } });
    await node.keys.change();
    const { left } = await node.keys.status();
    expect(left.live).toBeGreaterThanOrEqual(store.good.length);
    for (const secret of store.good) expect(await isValid(node, secret)).toBe(true);
    for (const secret of store.dead) expect(await isValid(node, secret)).toBe(false);
    await node.settle();
    const after = await node.keys.status();
    expect(after.left.live).toBe(left.live - store.good.length - 1);
    await node.keys.finish(true);
    const later = await nodeOf(store, second);
    for (const secret of store.good) expect(await isValid(later, secret)).toBe(true);
    for (const secret of store.dead) expect((await later.identify(secret)).class).toBe('issued');
  });

  it('is written once a token, after the verdict', async () => {
    const store = await populated();
    const writes: unknown[] = [];
    const { rekeyTokens } = store.store.change;
    const watched: Store = {
      ...store.store,
      change: {
        ...store.store.change,
        rekeyTokens: (input) => {
          writes.push(...input.records);
          return rekeyTokens(input);
        },
      },
    };
    const node = await nodeOf(store, first, second, watched);
    await node.keys.change();
    for (let round = 0; round < 3; round += 1) {
      for (const secret of store.good) await isValid(node, secret);
      if (round === 0) expect(writes).toEqual([]);
      await node.settle();
    }
    expect(writes).toHaveLength(store.good.length);
    const another = await nodeOf(store, second, first, watched);
    for (const secret of store.good) expect(await isValid(another, secret)).toBe(true);
    await another.settle();
    expect(writes).toHaveLength(store.good.length);
  });

  it('reaches a node that runs, which goes on finding what others take over meanwhile', async () => {
    const store = await populated();
    const changing = await nodeOf(store, first, second);
    const running = await nodeOf(store, second, first);
    await changing.keys.change();
    // Before it has heard of the change, what it issues stands under the first key.
    const { secret } = await running.issue(store.operator, { kind: 'access_token', name: 'late' });
    const late = secret?.reveal() ?? '';
    for (const one of [...store.good, late]) expect(await isValid(changing, one)).toBe(true);
    await changing.settle();
    for (const one of [...store.good, late]) expect(await isValid(running, one)).toBe(true);
    await running.settle();
    const issued = await running.issue(store.operator, { kind: 'access_token', name: 'after' });
    const under = (await running.keys.status()).left.live;
    expect(await isValid(changing, issued.secret?.reveal() ?? '')).toBe(true);
    await changing.settle();
    expect((await changing.keys.status()).left.live).toBe(under);
  });

  it('takes over at once what is sealed, without its being presented', async () => {
    const store = await populated();
    const node = await nodeOf(store, first, second);
    await node.keys.change();
    expect(await node.keys.rekeySealed()).toBe(1);
    expect(await node.keys.rekeySealed()).toBe(0);
    await node.keys.finish(true);
    const later = await nodeOf(store, second);
    const query = {
      kinds: ['unleash_admin_token'],
      now: 0,
      order: { by: 'id', direction: 'asc' },
      limit: 9,
    } as const;
    const opened = await later.secrets(store.operator, await later.tokens(query), 'test');
    const [sealed] = [...opened.values()].map((secret) => secret.reveal());
    expect(store.good).toContain(sealed);
    expect(await isValid(later, sealed ?? '')).toBe(true);
  });

  it('knows a secret or a hash that is imported again under the other key', async () => {
    const store = await populated();
    const node = await nodeOf(store, first, second);
    await node.keys.change();
    const again = { kind: 'imported_token', name: 'again', secret: 'any-shape-of-some-length' } as const;
    await expect(node.issue(store.operator, again)).rejects.toMatchObject({ code: 'secret_already_known' });
    const hash = createHash('sha256').update('of-another-system-by-its-hash').digest('hex');
    const imported = {
      name: 'again',
      account: { id: 1 },
      hash: { scheme: 'sanctum', selector: '7', hash },
    } as const;
    expect(await node.importHashes(store.operator, [imported])).toMatchObject([{ outcome: 'known' }]);
  });

  it('lets nobody start without a key that records stand under', async () => {
    const store = await populated();
    const node = await nodeOf(store, first, second);
    await node.keys.change();
    await expect(nodeOf(store, first)).rejects.toThrow('not the one that this store was made with');
    await expect(nodeOf(store, second)).rejects.toThrow('former installation key');
    await expect(nodeOf(store, third, second)).rejects.toThrow('former installation key');
    await expect(node.keys.finish(false)).rejects.toThrow('--force');
    await expect(node.keys.change()).rejects.toThrow('being changed already');
    await node.keys.finish(true);
    await expect(node.keys.change()).rejects.toThrow('was given up');
    await expect(nodeOf(store, first)).rejects.toThrow('not the one');
    const next = await nodeOf(store, second, third);
    await next.keys.change();
    expect(await next.keys.status()).toMatchObject({ number: 3, isChanging: true });
  });
});
