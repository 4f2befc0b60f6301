import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { kindNamesByDialect } from '../../../src/core/kinds/kind-name.ts';
import type { Store } from '../../../src/core/store.ts';
import { unused } from '../../../src/core/token/token.ts';
import {
  addAccount,
  addResource,
  anAccount,
  anEvent,
  anIssue,
  aResource,
  aToken,
  issue,
  noon,
} from '../../support/store-fixtures.ts';

export function lookUpContract(store: () => Store): void {
  test('a token is found with its account and its resource, every member as it was given', async () => {
    const account = anAccount({ email: 'a@b.example', role: 'admin', attributes: { a: [1, { b: null }] } });
    const accountId = await addAccount(store(), account);
    const resource = aResource({ type: 'job', attributes: { status: 'running' } });
    const resourceId = await addResource(store(), resource);
    const given = aToken({
      kind: 'ci_job_token',
      name: 'Ünïcode 🜁 name',
      description: 'quotes \' and " and \\',
      accountId,
      resourceId,
      createdById: accountId,
      scopes: ['api', 'read_user'],
      allowedIps: ['10.0.0.0/8', '::1'],
      expiresAt: noon + 1,
      disabledAt: noon + 2,
      limits: { requests: 10, perSeconds: 60 },
      irregular: true,
      attributes: { projects: ['*'], n: 1.5 },
    });
    await store().change.issueToken(anIssue(given));
    expect((await store().findTokenByDigest([given.digest])).details).toEqual({
      token: { id: 1, ...given.token },
      account: { id: accountId, ...account },
      resource: { id: resourceId, ...resource },
      createdBy: { id: accountId, ...account },
      use: unused,
    });
  });

  test('a token without anything is found with nulls and empty members', async () => {
    const given = aToken();
    await store().change.issueToken(anIssue(given));
    const record = (await store().findTokenByDigest([given.digest])).details;
    expect(record).toEqual({
      token: { id: 1, ...given.token },
      account: null,
      resource: null,
      createdBy: null,
      use: unused,
    });
  });

  test('whichever of the digests is known finds the token; none finds nothing', async () => {
    const given = aToken();
    await store().change.issueToken(anIssue(given));
    const others = [randomBytes(32), randomBytes(32)];
    expect((await store().findTokenByDigest([...others, given.digest])).details?.token.id).toBe(1);
    expect((await store().findTokenByDigest(others)).details).toBeNull();
    expect((await store().findTokenByDigest([])).details).toBeNull();
  });

  test('one secret is one token, whatever its kind: uniqueness spans all kinds and tombstones', async () => {
    const { digest } = aToken();
    await store().change.issueToken(anIssue(aToken({}, { digest })));
    for (const kind of Object.values(kindNamesByDialect).flat()) {
      const again = await store().change.issueToken(anIssue(aToken({ kind }, { digest })));
      expect(again).toMatchObject({ outcome: 'digest_known', subjects: [] });
    }
    await store().change.deleteToken({ tokenId: 1, at: noon, audit: anEvent() });
    const again = await store().change.issueToken(anIssue(aToken({}, { digest })));
    expect(again.outcome).toBe('digest_known');
    expect(await store().countTokens({ now: noon })).toBe(1);
  });

  test('details name the creator and the use', async () => {
    const creator = anAccount();
    const createdById = await addAccount(store(), creator);
    const tokenId = await issue(store(), { createdById });
    expect(await store().findToken(tokenId)).toMatchObject({
      createdBy: { id: createdById, ...creator },
      account: null,
      use: { count: 0, lastUsedAt: null, lastUsedIp: null },
    });
    expect(await store().findToken(tokenId + 1)).toBeNull();
  });

  test('by public id, among kinds, the newest is found and tombstones are left out', async () => {
    const publicId = 'dt0c01.ABC';
    await issue(store(), { publicId, kind: 'dynatrace_api_token' });
    const second = await issue(store(), { publicId, kind: 'dynatrace_api_token' });
    const third = await issue(store(), { publicId, kind: 'dynatrace_api_token' });
    await issue(store(), { publicId, kind: 'access_token' });
    await store().change.deleteToken({ tokenId: third, at: noon, audit: anEvent() });
    expect((await store().findTokenByPublicId(['dynatrace_api_token'], publicId))?.token.id).toBe(second);
    expect(await store().findTokenByPublicId(['deploy_token'], publicId)).toBeNull();
  });

  test('sealed secrets come with their digests; a token without one is left out', async () => {
    const sealed = randomBytes(80);
    const given = aToken({}, { sealed });
    await store().change.issueToken(anIssue(given));
    await issue(store());
    const found = await store().findSealedSecrets([1, 2, 3]);
    expect(found).toEqual([{ tokenId: 1, sealed, digest: given.digest }]);
    expect(Buffer.isBuffer(found[0]?.sealed)).toBe(true);
    expect(await store().findSealedSecrets([])).toEqual([]);
  });

  test('digests of irregular tokens are listed, and not at all when there are too many', async () => {
    const irregular = [aToken({ irregular: true }), aToken({ irregular: true })];
    for (const token of [aToken(), ...irregular]) await store().change.issueToken(anIssue(token));
    expect(await store().listIrregularDigests(2)).toEqual(irregular.map(({ digest }) => digest));
    expect(await store().listIrregularDigests(1)).toBeNull();
  });
}
