import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import {
  addAccount,
  addResource,
  anEvent,
  anIssue,
  aToken,
  issue,
  noon,
} from '../../support/store-fixtures.ts';

const at = noon + 5;
const deletion = (id: number) => ({
  id,
  at,
  reason: 'its project was deleted',
  audit: anEvent({ type: 'resource_deleted', at, resourceId: id }),
  tokenAudit: anEvent({ type: 'token_revoked', at, resourceId: id, details: { reason: 'gone' } }),
});

export function deletingResourcesContract(store: () => Store): void {
  test('a deleted resource is found by nothing, and its path is free', async () => {
    const id = await addResource(store(), { path: 'a/b' });
    const deleted = await store().change.deleteResource(deletion(id));
    expect(deleted).toMatchObject({ outcome: 'deleted', subjects: [{ type: 'resource', id }] });
    expect(await store().findResource(id)).toBeNull();
    expect(await store().findResourceByPath('project', 'a/b')).toBeNull();
    expect(await store().listResources({ limit: 10 })).toEqual([]);
    expect(await store().countResources({ withinId: id })).toBe(0);
    const again = await addResource(store(), { path: 'a/b' });
    expect((await store().findResourceByPath('project', 'a/b'))?.id).toBe(again);
    // A path may be taken, left and taken any number of times.
    await store().change.deleteResource(deletion(again));
    await addResource(store(), { path: 'a/b' });
    expect(await store().change.deleteResource(deletion(id))).toMatchObject({ outcome: 'unknown' });
    expect(await store().change.deleteResource(deletion(99))).toMatchObject({ outcome: 'unknown' });
    const changed = { id, set: { name: 'x' }, at, audit: anEvent() };
    expect(await store().change.updateResource(changed)).toMatchObject({ outcome: 'unknown' });
  });

  test('its live tokens are revoked in the same step, each with its event, and still tell what they belonged to', async () => {
    const resourceId = await addResource(store(), { path: 'a/b' });
    const accountId = await addAccount(store(), { type: 'bot' });
    const live = await issue(store(), { resourceId, kind: 'deploy_token', name: 'live' });
    const bots = await issue(store(), { resourceId, accountId, kind: 'project_access_token' });
    const inGrace = await issue(store(), { resourceId, revokedAt: at + 100, graceUntil: at + 100 });
    const revoked = await issue(store(), { resourceId, revokedAt: noon, revokedReason: 'before' });
    const expired = await issue(store(), { resourceId, expiresAt: noon });
    const elsewhere = await issue(store());
    const { subjects } = await store().change.deleteResource(deletion(resourceId));
    expect(subjects).toEqual(
      expect.arrayContaining([
        ...[live, bots, inGrace].map((id) => ({ type: 'token', id })),
        { type: 'account', id: accountId },
      ]),
    );
    const stateOf = async (id: number) => (await store().findToken(id))?.token.revokedAt;
    expect(await Promise.all([live, bots, inGrace].map(stateOf))).toEqual([at, at, at]);
    expect(await Promise.all([revoked, expired, elsewhere].map(stateOf))).toEqual([noon, null, null]);
    expect((await store().findAccount(accountId))?.blockedAt).toBe(at);
    expect(await store().findToken(live)).toMatchObject({
      token: { revokedReason: 'its project was deleted' },
      resource: { id: resourceId, type: 'project', path: 'a/b' },
    });
    const events = await store().listAuditEvents({ type: 'token_revoked', limit: 10 });
    expect(events.map(({ tokenId }) => tokenId).sort()).toEqual([live, bots, inGrace]);
    expect(events.at(-1)?.details).toEqual({ reason: 'gone', kind: 'deploy_token', name: 'live' });
    expect(await store().listAuditEvents({ type: 'resource_deleted', limit: 10 })).toMatchObject([
      { resourceId },
    ]);
  });

  test('with something below it, it stays as it is', async () => {
    const parentId = await addResource(store(), { type: 'group', path: 'g' });
    const child = await addResource(store(), { parentId });
    const token = await issue(store(), { resourceId: parentId });
    expect(await store().change.deleteResource(deletion(parentId))).toMatchObject({ outcome: 'not_empty' });
    expect(await store().findResourceByPath('group', 'g')).not.toBeNull();
    expect((await store().findToken(token))?.token.revokedAt).toBeNull();
    await store().change.deleteResource(deletion(child));
    expect(await store().change.deleteResource(deletion(parentId))).toMatchObject({ outcome: 'deleted' });
  });

  test('no token is issued or rotated for it any more', async () => {
    const resourceId = await addResource(store());
    const tokenId = await issue(store(), { resourceId, revokedAt: noon + 1_000 });
    await store().change.deleteResource({ ...deletion(resourceId), at: noon + 2_000 });
    const issued = await store().change.issueToken(anIssue(aToken({ resourceId })));
    expect(issued).toMatchObject({ outcome: 'resource_gone' });
    const replaced = await store().change.replaceToken({
      tokenId: await issue(store()),
      successor: aToken({ resourceId }),
      revokedAt: at,
      graceUntil: null,
      reason: 'rotated',
      now: at,
      audit: anEvent(),
    });
    expect(replaced).toMatchObject({ outcome: 'not_live' });
    const filter = { now: noon, resourceId };
    expect(await store().countTokens(filter)).toBe(1);
    expect((await store().findToken(tokenId))?.token.id).toBe(tokenId);
  });

  test('whatever is issued at the same moment, no live token is left', async () => {
    const resourceId = await addResource(store());
    const issueOne = () => store().change.issueToken(anIssue(aToken({ resourceId })));
    const [deleted] = await Promise.all([
      ...[store().change.deleteResource(deletion(resourceId))],
      ...Array.from({ length: 20 }, issueOne),
    ]);
    expect(deleted?.outcome).toBe('deleted');
    expect(await store().countTokens({ now: at, resourceId, statuses: ['active', 'disabled'] })).toBe(0);
  });
}
