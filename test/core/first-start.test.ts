import { expect, it } from 'vitest';
import { openAuthority } from '../support/open-authority.ts';

it('the first administrator’s token never expires, whatever the longest lifetime of others', async () => {
  const { authority, rootSecret } = await openAuthority({ maxLifetimeDays: 30 });
  const verdict = await authority.verify({ secret: rootSecret });
  expect(verdict.record?.token).toMatchObject({ expiresAt: null, scopes: ['*'] });
});
