import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Account } from '../directory/account.ts';
import { ROOT_ACCOUNT_ID } from './prepare-installation.ts';

/**
 * Erases who an account belonged to: name, address, attributes, and from where it acted. Its tokens are dead, and stay on
 * record with its number. Refuses for the first administrator with `not_permitted`.
 */
export async function eraseAccount(
  { change, clock, uses, repeated }: AuthorityContext,
  { actor }: Caller,
  { id }: Account,
): Promise<void> {
  if (id === ROOT_ACCOUNT_ID)
    throw new AuthorityError('not_permitted', 'The first administrator is not erased.', 'account');
  // What has only been counted holds addresses too.
  await Promise.all([uses.settle(), repeated.settle()]);
  const at = clock.now();
  const audit = { type: 'account_blocked', at, actor, details: { erased: true } } as const;
  await change.eraseAccount({ id, username: `erased-${id}`, at, audit });
}
