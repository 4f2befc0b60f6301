import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import {
  addAccount,
  addResource,
  anAccount,
  anEvent,
  aResource,
  issue,
  noon,
} from '../../support/store-fixtures.ts';

export function directoryContract(store: () => Store): void {
  test('an account is found by id and by username without regard to case', async () => {
    const account = anAccount({ username: 'Élodie', blockedAt: noon, attributes: { a: 1 } });
    const created = await store().change.createAccount({ account, audit: anEvent() });
    expect(created).toMatchObject({ outcome: 'created', id: 1, subjects: [] });
    expect(await store().findAccount(1)).toEqual({ id: 1, ...account });
    expect(await store().findAccountByUsername('éLODIE')).toEqual({ id: 1, ...account });
    expect(await store().findAccountByUsername('lodie')).toBeNull();
    expect(await store().findAccount(2)).toBeNull();
    expect(await store().listAuditEvents({ accountId: 1, limit: 5 })).toHaveLength(1);
  });

  test('a username is taken whatever its case, at creation and at update', async () => {
    await addAccount(store(), { username: 'Ada' });
    const second = await addAccount(store(), { username: 'Bob' });
    const account = anAccount({ username: 'ADA' });
    const taken = { outcome: 'taken', subjects: [] };
    expect(await store().change.createAccount({ account, audit: anEvent() })).toEqual(taken);
    const update = { id: second, set: { username: 'aDa' }, at: noon, audit: anEvent() };
    expect(await store().change.updateAccount(update)).toEqual(taken);
    const own = await store().change.updateAccount({ ...update, set: { username: 'BOB' } });
    expect(own.outcome).toBe('updated');
    expect((await store().findAccountByUsername('bob'))?.username).toBe('BOB');
  });

  test('reserved account ids are given once and never to another account', async () => {
    const reserved = await Promise.all(Array.from({ length: 20 }, () => store().change.reserveAccountId({})));
    const ids = [...reserved.map(({ id }) => id), await addAccount(store())];
    expect(new Set(ids).size).toBe(21);
  });

  test('an account is updated in what is named; its tokens show it at once', async () => {
    const id = await addAccount(store());
    const tokenId = await issue(store(), { accountId: id });
    const set = { name: 'N', email: 'e@x', role: 'admin' as const, blockedAt: noon, attributes: { b: 2 } };
    const answer = await store().change.updateAccount({ id, set, at: noon + 5, audit: anEvent() });
    expect(answer).toMatchObject({ outcome: 'updated', subjects: [{ type: 'account', id }] });
    expect((await store().findToken(tokenId))?.account).toMatchObject({ id, ...set, updatedAt: noon + 5 });
    const unknown = await store().change.updateAccount({ id: 99, set, at: noon, audit: anEvent() });
    expect(unknown).toMatchObject({ outcome: 'unknown', subjects: [] });
  });

  test('accounts are listed by id; every member of the query narrows', async () => {
    await addAccount(store(), { type: 'user', role: 'admin' });
    await addAccount(store(), { type: 'bot', role: 'viewer', blockedAt: noon });
    await addAccount(store(), { type: 'bot', role: 'editor' });
    const ids = async (query: object) =>
      (await store().listAccounts({ limit: 10, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ type: 'bot' })).toEqual([2, 3]);
    expect(await ids({ role: 'admin' })).toEqual([1]);
    expect(await ids({ blocked: true })).toEqual([2]);
    expect(await ids({ blocked: false })).toEqual([1, 3]);
    expect(await ids({ afterId: 1, limit: 1 })).toEqual([2]);
  });

  test('a resource is found by id and by type and path', async () => {
    const parentId = await addResource(store(), { type: 'group', path: 'g' });
    const resource = aResource({ path: 'g/p', parentId, attributes: { status: 'running' } });
    const created = await store().change.createResource({ resource, audit: anEvent() });
    expect(created).toMatchObject({ outcome: 'created', id: 2, subjects: [] });
    expect(await store().findResource(2)).toEqual({ id: 2, ...resource });
    expect(await store().findResourceByPath('project', 'g/p')).toEqual({ id: 2, ...resource });
    expect(await store().findResourceByPath('group', 'g/p')).toBeNull();
    expect(await store().findResource(3)).toBeNull();
  });

  test('a path is taken within its type, at creation and at update', async () => {
    await addResource(store(), { type: 'group', path: 'x' });
    const project = await addResource(store(), { type: 'project', path: 'x' });
    const other = await addResource(store(), { type: 'project', path: 'y' });
    const again = aResource({ type: 'project', path: 'x' });
    const taken = { outcome: 'taken', subjects: [] };
    expect(await store().change.createResource({ resource: again, audit: anEvent() })).toEqual(taken);
    const update = { id: other, set: { path: 'x' }, at: noon, audit: anEvent() };
    expect(await store().change.updateResource(update)).toEqual(taken);
    expect((await store().change.updateResource({ ...update, id: project })).outcome).toBe('updated');
  });

  test('a resource is updated in what is named', async () => {
    const id = await addResource(store());
    const ownerId = await addAccount(store());
    const set = { path: 'p', name: 'N', parentId: id, ownerId, attributes: { a: 1 } };
    const answer = await store().change.updateResource({ id, set, at: noon + 5, audit: anEvent() });
    expect(answer).toMatchObject({ outcome: 'updated', subjects: [{ type: 'resource', id }] });
    expect(await store().findResource(id)).toMatchObject({ ...set, updatedAt: noon + 5 });
    const unknown = await store().change.updateResource({ id: 99, set, at: noon, audit: anEvent() });
    expect(unknown).toMatchObject({ outcome: 'unknown', subjects: [] });
  });

  test('resources are listed by id; every member of the query narrows', async () => {
    const group = await addResource(store(), { type: 'group' });
    await addResource(store(), { type: 'project', parentId: group });
    await addResource(store(), { type: 'project' });
    const ids = async (query: object) =>
      (await store().listResources({ limit: 10, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ type: 'project' })).toEqual([2, 3]);
    expect(await ids({ parentId: group })).toEqual([2]);
    expect(await ids({ afterId: 1, limit: 1 })).toEqual([2]);
  });

  test('accounts are found by a part of username or name, or by the whole address, and paged by number', async () => {
    await addAccount(store(), { username: 'Ada.L', name: 'Ada Lovelace', email: 'ada@example.com' });
    await addAccount(store(), { username: 'Élodie', name: '100% %_', email: 'ada@example.org' });
    await addAccount(store(), { username: 'x', name: 'Nada' });
    const found = async (text: string, page: object = {}) => [
      (await store().listAccounts({ text, limit: 10, ...page })).map(({ id }) => id),
      await store().countAccounts({ text }),
    ];
    expect(await found('aDA')).toEqual([[1, 3], 2]);
    expect(await found('ÉLO')).toEqual([[2], 1]);
    expect(await found('ada@example.org')).toEqual([[2], 1]);
    expect(await found('ada@')).toEqual([[], 0]);
    expect(await found('%_')).toEqual([[2], 1]);
    expect(await found('a', { direction: 'desc', limit: 1, offset: 1 })).toEqual([[1], 2]);
    expect(await store().countAccounts({ type: 'bot' })).toBe(0);
    expect(await store().countAccounts({ username: 'éLODIE' })).toBe(1);
    expect(await store().countAccounts({ username: 'élodi' })).toBe(0);
  });

  test('resources are found by owner, by what they lie within and by a part of path or name', async () => {
    const owner = await addAccount(store());
    const top = await addResource(store(), { type: 'group', path: 'top', name: 'Top' });
    const sub = await addResource(store(), { type: 'group', path: 'top/sub', parentId: top, ownerId: owner });
    const project = await addResource(store(), { path: 'top/sub/p', name: 'Api', parentId: sub });
    const elsewhere = await addResource(store(), { path: 'other/p', name: '5%' });
    const found = async (query: object, page: object = {}) => [
      (await store().listResources({ limit: 10, ...query, ...page })).map(({ id }) => id),
      await store().countResources(query),
    ];
    expect(await found({ ownerId: owner })).toEqual([[sub], 1]);
    expect(await found({ withinId: top })).toEqual([[top, sub, project], 3]);
    expect(await found({ withinId: sub, type: 'project' })).toEqual([[project], 1]);
    expect(await found({ withinId: 99 })).toEqual([[], 0]);
    expect(await found({ text: 'API' })).toEqual([[project], 1]);
    expect(await found({ text: 'TOP/' })).toEqual([[sub, project], 2]);
    expect(await found({ text: '%' })).toEqual([[elsewhere], 1]);
    expect(await found({}, { direction: 'desc', offset: 1, limit: 2 })).toEqual([[project, sub], 4]);
  });

  test('parents that go round in a circle do not keep a question from ending', async () => {
    const one = await addResource(store(), { type: 'group' });
    const two = await addResource(store(), { type: 'group', parentId: one });
    const update = { id: one, set: { parentId: two }, at: noon, audit: anEvent() };
    await store().change.updateResource(update);
    expect(await store().countResources({ withinId: one })).toBe(2);
  });
}
