import { expect, it } from 'vitest';
import { openAuthority } from '../support/open-authority.ts';

it('a token that was deleted since it was read cannot be changed, and nothing says that it was', async () => {
  const { authority, operator } = await openAuthority();
  const { details } = await authority.issue(operator, { kind: 'dynatrace_api_token', name: 'gone' });
  await authority.revoke(operator, details);
  await expect(authority.update(operator, details, { name: 'back' })).rejects.toMatchObject({
    code: 'unknown_token',
  });
  expect(await authority.auditEvents({ type: 'token_updated', limit: 1 })).toEqual([]);
});
