import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { addAccount, anEvent, anIssue, aToken, issue, noon } from '../../support/store-fixtures.ts';

const revocation = {
  at: noon + 5,
  reason: 'leaked',
  blockAccount: false,
  audit: anEvent({ type: 'token_revoked' }),
};
const later = { ...revocation, at: noon + 9, reason: 'again' };

export function endingContract(store: () => Store): void {
  test('an update writes what it names, moves updatedAt and is audited', async () => {
    const tokenId = await issue(store(), { name: 'before', scopes: ['a'], expiresAt: noon + 50 });
    const set = {
      name: 'After',
      description: 'new',
      scopes: ['b'],
      allowedIps: ['10.0.0.1'],
      expiresAt: null,
      disabledAt: noon,
      limits: { requests: 1, perSeconds: 2 },
      attributes: { a: 1 },
    };
    const audit = anEvent({ type: 'token_updated' });
    const updated = await store().change.updateToken({ tokenId, set, at: noon + 5, audit });
    expect(updated).toMatchObject({ outcome: 'updated', subjects: [{ type: 'token', id: tokenId }] });
    expect((await store().findToken(tokenId))?.token).toMatchObject({
      ...set,
      updatedAt: noon + 5,
      createdAt: noon,
    });
    expect(await store().listAuditEvents({ type: 'token_updated', limit: 5 })).toMatchObject([{ tokenId }]);
    expect(await store().countTokens({ now: noon, text: 'after' })).toBe(1);
    expect(await store().countTokens({ now: noon, text: 'before' })).toBe(0);
  });

  test('an update leaves alone what it does not name', async () => {
    const tokenId = await issue(store(), {
      name: 'kept',
      scopes: ['a'],
      limits: { requests: 1, perSeconds: 2 },
    });
    const before = await store().findToken(tokenId);
    await store().change.updateToken({ tokenId, set: {}, at: noon + 5, audit: anEvent() });
    expect(await store().findToken(tokenId)).toEqual({
      ...before,
      token: { ...before?.token, updatedAt: noon + 5 },
    });
  });

  test('an unknown token and a tombstone are not updated', async () => {
    const tokenId = await issue(store());
    await store().change.deleteToken({ tokenId, at: noon, audit: anEvent() });
    for (const id of [tokenId, 99]) {
      const answer = await store().change.updateToken({
        tokenId: id,
        set: {},
        at: noon + 5,
        audit: anEvent(),
      });
      expect(answer).toMatchObject({ outcome: 'unknown', subjects: [] });
    }
  });

  test('a token is revoked once; a second revocation changes nothing', async () => {
    const tokenId = await issue(store());
    const subjects = [{ type: 'token', id: tokenId }];
    expect(await store().change.revokeToken({ tokenId, ...revocation })).toMatchObject({
      outcome: 'revoked',
      subjects,
    });
    expect(await store().change.revokeToken({ tokenId, ...later })).toMatchObject({
      outcome: 'already',
      subjects,
    });
    expect((await store().findToken(tokenId))?.token).toMatchObject({
      revokedAt: noon + 5,
      revokedReason: 'leaked',
      updatedAt: noon + 5,
    });
    expect(await store().listAuditEvents({ type: 'token_revoked', limit: 5 })).toHaveLength(1);
    const unknown = await store().change.revokeToken({ tokenId: 99, ...revocation });
    expect(unknown).toMatchObject({ outcome: 'unknown', subjects: [] });
  });

  test('of fifty revocations at once one revokes', async () => {
    const tokenId = await issue(store());
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store().change.revokeToken({ tokenId, ...revocation })),
    );
    expect(answers.filter(({ outcome }) => outcome === 'revoked')).toHaveLength(1);
  });

  test('a token in its grace period is revoked at once', async () => {
    const tokenId = await issue(store(), {
      revokedAt: noon + 100,
      revokedReason: 'rotated',
      graceUntil: noon + 100,
    });
    const answer = await store().change.revokeToken({ tokenId, ...revocation });
    expect(answer.outcome).toBe('revoked');
    expect((await store().findToken(tokenId))?.token).toMatchObject({
      revokedAt: noon + 5,
      revokedReason: 'leaked',
      graceUntil: null,
    });
  });

  test('revoking may block the account that was made for the token, and names both', async () => {
    const accountId = await addAccount(store(), { type: 'bot' });
    const tokenId = await issue(store(), { accountId });
    const answer = await store().change.revokeToken({ tokenId, ...revocation, blockAccount: true });
    expect(answer.subjects).toEqual([
      { type: 'token', id: tokenId },
      { type: 'account', id: accountId },
    ]);
    expect(await store().findAccount(accountId)).toMatchObject({ blockedAt: noon + 5, updatedAt: noon + 5 });
  });

  test('an account that is blocked already keeps its time', async () => {
    const accountId = await addAccount(store(), { blockedAt: noon - 1 });
    const tokenId = await issue(store(), { accountId });
    await store().change.revokeToken({ tokenId, ...revocation, blockAccount: true });
    expect(await store().findAccount(accountId)).toMatchObject({ blockedAt: noon - 1 });
  });

  test('deleting makes a tombstone without its sealed secret, once', async () => {
    const token = aToken({}, { sealed: randomBytes(40) });
    await store().change.issueToken(anIssue(token));
    const deletion = { tokenId: 1, at: noon + 5, audit: anEvent({ type: 'token_deleted' }) };
    const subjects = [{ type: 'token', id: 1 }];
    expect(await store().change.deleteToken(deletion)).toMatchObject({ outcome: 'deleted', subjects });
    expect(await store().change.deleteToken({ ...deletion, at: noon + 9 })).toMatchObject({
      outcome: 'already',
      subjects,
    });
    expect((await store().change.deleteToken({ ...deletion, tokenId: 99 })).outcome).toBe('unknown');
    const record = (await store().findTokenByDigest([token.digest])).details;
    expect(record?.token).toMatchObject({ deletedAt: noon + 5, updatedAt: noon + 5, name: token.token.name });
    expect(await store().findSealedSecrets([1])).toEqual([]);
    expect(await store().listAuditEvents({ type: 'token_deleted', limit: 5 })).toHaveLength(1);
    expect((await store().change.revokeToken({ tokenId: 1, ...later })).outcome).toBe('already');
  });

  /** A chain of tokens, each the successor of the one before. */
  async function rotated(times: number, accountId: number | null = null): Promise<readonly number[]> {
    const chain = [await issue(store(), { accountId })];
    for (let left = times; left > 0; left -= 1) {
      const answer = await store().change.replaceToken({
        tokenId: chain.at(-1) ?? 0,
        successor: aToken({ accountId }),
        revokedAt: noon + 1,
        graceUntil: null,
        reason: 'rotated',
        now: noon + 1,
        audit: anEvent({ type: 'token_rotated' }),
      });
      if (answer.outcome !== 'replaced') throw new Error(answer.outcome);
      chain.push(answer.tokenId);
    }
    return chain;
  }

  test('all that came from a token by rotation is revoked, each with its event, and nothing else', async () => {
    const chain = await rotated(3);
    const [first = 0, second = 0, , last = 0] = chain;
    const unrelated = await rotated(1);
    const answer = await store().change.revokeDescendants({ ...revocation, tokenId: first });
    expect(answer).toMatchObject({
      outcome: 'revoked',
      tokenIds: [last],
      subjects: [{ type: 'token', id: last }],
    });
    expect((await store().findToken(last))?.token).toMatchObject({
      revokedAt: noon + 5,
      revokedReason: 'leaked',
    });
    expect((await store().findToken(second))?.token).toMatchObject({ revokedReason: 'rotated' });
    expect((await store().findToken(unrelated.at(-1) ?? 0))?.token.revokedAt).toBeNull();
    const events = await store().listAuditEvents({ type: 'token_revoked', limit: 5 });
    expect(events.map(({ tokenId }) => tokenId)).toEqual([last]);
    expect(await store().change.revokeDescendants({ ...later, tokenId: first })).toMatchObject({
      outcome: 'revoked',
      tokenIds: [],
      subjects: [],
    });
  });

  test('a descendant in its grace period ends with its successor, and an ancestor is left alone', async () => {
    const [first = 0, second = 0] = await rotated(1);
    const grace = { revokedAt: noon + 100, graceUntil: noon + 100 };
    const replaced = await store().change.replaceToken({
      tokenId: second,
      successor: aToken(),
      ...grace,
      reason: 'rotated',
      now: noon + 2,
      audit: anEvent(),
    });
    const third = replaced.outcome === 'replaced' ? replaced.tokenId : 0;
    const { tokenIds } = await store().change.revokeDescendants({ ...revocation, tokenId: first });
    expect([...tokenIds].sort()).toEqual([second, third]);
    expect((await store().findToken(second))?.token).toMatchObject({
      revokedAt: noon + 5,
      graceUntil: null,
    });
    expect((await store().change.revokeDescendants({ ...later, tokenId: third })).tokenIds).toEqual([]);
  });

  test('revoking descendants may block the account that was made for them', async () => {
    const accountId = await addAccount(store(), { type: 'bot' });
    const [first = 0, last = 0] = await rotated(1, accountId);
    const { subjects } = await store().change.revokeDescendants({
      ...revocation,
      tokenId: first,
      blockAccount: true,
    });
    expect(subjects).toEqual([
      { type: 'token', id: last },
      { type: 'account', id: accountId },
    ]);
    expect(await store().findAccount(accountId)).toMatchObject({ blockedAt: noon + 5 });
  });
}
