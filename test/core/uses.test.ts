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
    });
  });
});
