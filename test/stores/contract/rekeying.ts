import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { anIssue, aToken, noon } from '../../support/store-fixtures.ts';

export function rekeyingContract(store: () => Store): void {
  async function issued(sealed: Buffer | null = null, over: Parameters<typeof aToken>[0] = {}) {
    const token = aToken(over, { sealed });
    const answer = await store().change.issueToken(anIssue(token));
    if (answer.outcome !== 'issued') throw new Error(answer.outcome);
    return { tokenId: answer.tokenId, from: token.digest, to: randomBytes(32), sealed };
  }
  const idOf = async (digest: Buffer) =>
    (await store().findTokenByDigest([digest])).details?.token.id ?? null;

  test('records are written under another key, and are found by either digest until then', async () => {
    const [plain, sealed, ended] = [
      await issued(),
      await issued(randomBytes(40)),
      await issued(null, { revokedAt: noon }),
    ];
    expect(await store().countTokensUnderEarlierKeys(2, noon)).toEqual({ live: 2, ended: 1 });
    expect(await store().listSealedUnderEarlierKeys(2, 10)).toEqual([sealed.tokenId]);
    expect(await store().findTokenByDigest([plain.to, plain.from])).toMatchObject({ digest: plain.from });
    const resealed = randomBytes(40);
    await store().change.rekeyTokens({ number: 2, records: [plain, { ...sealed, sealed: resealed }] });
    expect(await store().findTokenByDigest([plain.to, plain.from])).toMatchObject({ digest: plain.to });
    expect([await idOf(plain.from), await idOf(plain.to)]).toEqual([null, plain.tokenId]);
    expect(await store().findSealedSecrets([plain.tokenId, sealed.tokenId])).toEqual([
      { tokenId: sealed.tokenId, sealed: resealed, digest: sealed.to },
    ]);
    expect(await store().countTokensUnderEarlierKeys(2, noon)).toEqual({ live: 0, ended: 1 });
    expect(await idOf(ended.from)).toBe(ended.tokenId);
  });

  test('a record stays as it is when it was changed meanwhile, or when another has its new digest', async () => {
    const [one, other] = [await issued(), await issued()];
    const records = [
      { ...one, from: randomBytes(32) },
      { ...one, sealed: randomBytes(40) },
      { ...one, to: other.from },
    ];
    await store().change.rekeyTokens({ number: 2, records });
    expect([await idOf(one.from), await idOf(other.from)]).toEqual([one.tokenId, other.tokenId]);
  });

  test('no token is issued whose secret is known under the other key', async () => {
    const known = await issued();
    const again = anIssue({ ...aToken(), keyNumber: 2, otherDigest: known.from });
    expect(await store().change.issueToken(again)).toMatchObject({ outcome: 'digest_known' });
  });

  test('what is known of the keys changes from what it was alone', async () => {
    const { change, readSetting } = store();
    await change.writeSetting({ name: 'installation_key_check', value: 'a', ifAbsent: true });
    const first = { from: { check: 'a', state: null }, check: 'b', state: '{"b":1}' };
    expect(await change.changeKeyState(first)).toMatchObject({ outcome: 'changed' });
    expect(await change.changeKeyState(first)).toMatchObject({ outcome: 'stale' });
    const old = { from: { check: 'b', state: '{"b":0}' }, check: 'c', state: '{}' };
    expect(await change.changeKeyState(old)).toMatchObject({ outcome: 'stale' });
    expect([await readSetting('installation_key_check'), await readSetting('installation_keys')]).toEqual([
      'b',
      '{"b":1}',
    ]);
  });
}
