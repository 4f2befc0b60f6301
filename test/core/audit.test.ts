import { expect, it } from 'vitest';
import { openAuthority } from '../support/open-authority.ts';

it('what was issued and what a change found and left is told as it was then', async () => {
  const { authority, operator, clock } = await openAuthority();
  const expiresAt = clock.now() + 1000;
  const { details } = await authority.issue(operator, {
    kind: 'unleash_client_token',
    name: 'watched',
    expiresAt,
  });
  await authority.update(operator, details, { expiresAt: expiresAt + 1, disabled: true });
  const events = await authority.auditEvents({ tokenId: details.token.id, limit: 9 });
  const [updated, issued] = events.map((event) => event.details);
  expect(issued).toEqual({ kind: 'unleash_client_token', name: 'watched', expiresAt });
  expect(updated).toEqual({
    kind: 'unleash_client_token',
    name: 'watched',
    changed: ['expiresAt', 'disabledAt'],
    before: { expiresAt, disabledAt: null },
    after: { expiresAt: expiresAt + 1, disabledAt: clock.now() },
  });
});
