import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/stores/open-store.ts';
import { openAuthority } from '../support/open-authority.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('uses are counted exactly', () => {
  it.each([1000, 0])(
    'whoever asks while they move to the store sees each once (%i records in memory)',
    async (cacheTokensMax) => {
      const store = await openStore({ databaseUrl: `sqlite:${temporaryDirectory()}/jeton.db` });
      const { authority, operator } = await openAuthority({ cacheTokensMax }, { store });
      const { secret, details } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
      for (let used = 1; used <= 300; used += 1) {
        const verdict = await authority.verify({ secret: secret?.reveal() ?? '', ip: '192.0.2.1' });
        expect(verdict.record?.use.count).toBe(used);
        const moving = used % 3 === 0 ? authority.settle() : undefined;
        expect((await authority.token(details.token.id))?.use).toMatchObject({
          count: used,
          lastUsedIp: '192.0.2.1',
        });
        if (used % 6 === 0) await moving;
      }
      await authority.settle();
      expect((await store.findToken(details.token.id))?.use.count).toBe(300);
      await store.close();
    },
  );

  it('and what is listed or counted by last use knows them at once', async () => {
    const { authority, operator, clock } = await openAuthority();
    const { secret } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
    await authority.verify({ secret: secret?.reveal() ?? '' });
    expect(await authority.countTokens({ now: clock.now(), lastUsedAfter: clock.now() - 1 })).toBe(1);
  });

  it('only for valid verdicts, and not for identifying', async () => {
    const { authority, operator, clock } = await openAuthority();
    const { secret, details } = await authority.issue(operator, {
      kind: 'access_token',
      name: 'used',
      expiresAt: clock.now() + 1000,
    });
    await authority.verify({ secret: secret?.reveal() ?? '', scopes: ['missing'] });
    await authority.identify(secret?.reveal() ?? '');
    clock.advance(1000);
    await authority.verify({ secret: secret?.reveal() ?? '' });
    expect((await authority.token(details.token.id))?.use).toEqual({
      count: 0,
      lastUsedAt: null,
      lastUsedIp: null,
      notedAt: null,
    });
  });
});

describe('the addresses that used a token last', () => {
  it.each([1000, 0])(
    'are told newest first up to this moment, five at most (%i records in memory)',
    async (cacheTokensMax) => {
      const { authority, operator, clock } = await openAuthority({ cacheTokensMax });
      const { secret, details } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
      const { id } = details.token;
      const told = async () => (await authority.recentAddresses([id])).get(id)?.map(({ ip }) => ip);
      expect(await told()).toEqual([]);
      for (const last of [1, 2, 1, 3, 3, 4, 5, 1, 6]) {
        clock.advance(1000);
        await authority.verify({ secret: secret?.reveal() ?? '', ip: `192.0.2.${last}` });
        if (last === 3) await authority.settle();
      }
      const expected = [6, 1, 5, 4, 3].map((last) => `192.0.2.${last}`);
      expect(await told()).toEqual(expected);
      await authority.settle();
      expect(await told()).toEqual(expected);
    },
  );

  it('in steady use cost the store no more than one write a minute', async () => {
    const { authority, operator, store, clock } = await openAuthority();
    const { secret } = await authority.issue(operator, { kind: 'access_token', name: 'used' });
    const written: number[] = [];
    for (let second = 0; second < 120; second += 10) {
      clock.advance(10_000);
      const { record } = await authority.verify({ secret: secret?.reveal() ?? '', ip: '192.0.2.1' });
      await authority.settle();
      const [known] = await store.listRecentAddresses([record?.token.id ?? 0]);
      written.push(known?.addresses[0]?.at ?? 0);
    }
    expect(new Set(written).size).toBeLessThanOrEqual(3);
  });
});
