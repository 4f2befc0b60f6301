import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import type { ReplaceToken } from '../../../src/core/store-changes.ts';
import { anEvent, aToken, issue, noon } from '../../support/store-fixtures.ts';

function replacement(tokenId: number, over: Partial<ReplaceToken> = {}): ReplaceToken {
  return {
    tokenId,
    successor: aToken({ name: 'successor' }),
    revokedAt: noon + 5,
    graceUntil: null,
    reason: 'rotated',
    now: noon + 5,
    audit: anEvent({ type: 'token_rotated' }),
    ...over,
  };
}

export function replacingContract(store: () => Store): void {
  test('the old token names its successor and the successor the old; use starts anew', async () => {
    const tokenId = await issue(store());
    const use = { count: 3, lastUsedAt: noon, lastUsedIp: '::1', notedAt: null };
    await store().change.addUses({ sums: [{ tokenId, use, addresses: [] }] });
    const input = replacement(tokenId, { revokedAt: noon + 60, graceUntil: noon + 60 });
    const answer = await store().change.replaceToken(input);
    expect(answer).toMatchObject({
      outcome: 'replaced',
      tokenId: tokenId + 1,
      subjects: [{ type: 'token', id: tokenId }],
    });
    expect(await store().findToken(tokenId)).toMatchObject({
      token: {
        revokedAt: noon + 60,
        graceUntil: noon + 60,
        revokedReason: 'rotated',
        replacedById: tokenId + 1,
        updatedAt: noon + 5,
      },
      use,
    });
    const successor = (await store().findTokenByDigest([input.successor.digest])).details;
    expect(successor?.token).toMatchObject({ id: tokenId + 1, name: 'successor', rotatedFromId: tokenId });
    expect((await store().findToken(tokenId + 1))?.use.count).toBe(0);
    expect(await store().listAuditEvents({ type: 'token_rotated', limit: 5 })).toMatchObject([{ tokenId }]);
  });

  test('of two replacements at once exactly one wins', async () => {
    const tokenId = await issue(store());
    const grace = { revokedAt: noon + 60, graceUntil: noon + 60 };
    const answers = await Promise.all([
      store().change.replaceToken(replacement(tokenId, grace)),
      store().change.replaceToken(replacement(tokenId, grace)),
    ]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['not_live', 'replaced']);
    expect(await store().countTokens({ now: noon })).toBe(2);
  });

  test('a revoked, a deleted and an unknown token are not live and get no successor', async () => {
    const revoked = await issue(store(), { revokedAt: noon + 5 });
    const deleted = await issue(store(), { deletedAt: noon });
    for (const tokenId of [revoked, deleted, 99]) {
      const input = replacement(tokenId);
      expect((await store().change.replaceToken(input)).outcome).toBe('not_live');
      expect((await store().findTokenByDigest([input.successor.digest])).details).toBeNull();
    }
    expect(await store().listAuditEvents({ type: 'token_rotated', limit: 5 })).toEqual([]);
  });

  test('a successor whose digest is known fails, and the old token stays as it was', async () => {
    const tokenId = await issue(store());
    const { digest } = aToken();
    await store().change.replaceToken(
      replacement(await issue(store()), { successor: aToken({}, { digest }) }),
    );
    const before = await store().findToken(tokenId);
    const input = replacement(tokenId, { successor: aToken({}, { digest }) });
    await expect(store().change.replaceToken(input)).rejects.toThrow('digest');
    expect(await store().findToken(tokenId)).toEqual(before);
  });
}
