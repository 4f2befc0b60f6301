import { type Caller, EVERY_SCOPE } from '../access/caller.ts';
import type { Attributes } from '../attributes.ts';
import type { AuditEventType } from '../audit/audit-event.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Account, AccountRole, AccountType } from '../directory/account.ts';
import type { AccountChanges } from '../store-changes.ts';
import { attributesArgument, nameArgument } from './token-argument.ts';

/** An account to be made. */
export interface AccountRequest {
  readonly type: AccountType;
  readonly username: string;
  readonly name?: string;
  readonly email?: string | null;
  readonly role?: AccountRole;
  readonly attributes?: Attributes;
}

/** What may be changed of an account. */
export type AccountUpdate = Partial<Omit<AccountRequest, 'type'>> & { readonly blocked?: boolean };

/** Makes an account; refuses with `name_taken`, `not_permitted`, `missing_argument` or `invalid_argument`. */
export async function createAccount(
  { change, clock }: AuthorityContext,
  caller: Caller,
  request: AccountRequest,
): Promise<Account> {
  const at = clock.now();
  const username = usernameArgument(request.username);
  const role = request.role ?? 'editor';
  if (role === 'admin') checkMayGivePower(caller, 'role');
  checkMayGivePermissions(caller, {}, request.attributes);
  const account = {
    type: request.type,
    username,
    name: nameArgument(request.name ?? username),
    email: emailArgument(request.email),
    role,
    blockedAt: null,
    attributes: attributesArgument(request.attributes),
    createdAt: at,
    updatedAt: at,
  };
  const audit = { type: 'account_created', at, actor: caller.actor, details: { username, role } } as const;
  const outcome = await change.createAccount({ account, audit });
  if (outcome.outcome === 'taken') throw usernameTaken();
  return { id: outcome.id, ...account };
}

/** Changes, blocks or unblocks an account; when it returns, the tokens of a blocked account are dead at every door. */
export async function updateAccount(
  { change, clock }: AuthorityContext,
  caller: Caller,
  account: Account,
  request: AccountUpdate,
): Promise<Account> {
  const at = clock.now();
  const set = changesOf(caller, account, request, at);
  const audit = {
    type: eventOf(account, set),
    at,
    actor: caller.actor,
    accountId: account.id,
    details: { username: account.username, changed: Object.keys(set) },
  };
  const { outcome } = await change.updateAccount({ id: account.id, set, at, audit });
  if (outcome === 'taken') throw usernameTaken();
  return { ...account, ...set, updatedAt: at };
}

function changesOf(caller: Caller, account: Account, request: AccountUpdate, at: number): AccountChanges {
  const { username, name, email, role, attributes, blocked } = request;
  if (role === 'admin' && account.role !== 'admin') checkMayGivePower(caller, 'role');
  const isRevived = blocked === false && account.blockedAt !== null;
  if (isRevived && (role ?? account.role) === 'admin') checkMayGivePower(caller, 'state');
  checkMayGivePermissions(caller, account.attributes, attributes);
  return {
    ...(username !== undefined && { username: usernameArgument(username) }),
    ...(name !== undefined && { name: nameArgument(name) }),
    ...(email !== undefined && { email: emailArgument(email) }),
    ...(role !== undefined && { role }),
    ...(attributes !== undefined && { attributes: attributesArgument(attributes) }),
    ...(blocked !== undefined && { blockedAt: blocked ? (account.blockedAt ?? at) : null }),
  };
}

// The role of an administrator is power like a scope, and so is being one again.
function checkMayGivePower({ role, scopes }: Caller, field: string): void {
  if (!(role === 'admin' && scopes.includes(EVERY_SCOPE)))
    throw new AuthorityError(
      'not_permitted',
      'Only an administrator whose token holds * gives this power.',
      field,
    );
}

/** The attribute that gives an account permissions in Unleash, beyond those of its role. */
const PERMISSIONS = 'unleash_permissions';

function checkMayGivePermissions(caller: Caller, before: Attributes, after: Attributes | undefined): void {
  const [had, has] = [before[PERMISSIONS] ?? [], after?.[PERMISSIONS] ?? []];
  const gives =
    after !== undefined && JSON.stringify(had) !== JSON.stringify(has) && JSON.stringify(has) !== '[]';
  if (gives) checkMayGivePower(caller, `attributes.${PERMISSIONS}`);
}

function eventOf(account: Account, { blockedAt }: AccountChanges): AuditEventType {
  if (blockedAt === undefined || (blockedAt === null) === (account.blockedAt === null))
    return 'account_updated';
  return blockedAt === null ? 'account_unblocked' : 'account_blocked';
}

function usernameArgument(text: string): string {
  if (!/^[\p{L}\p{N}._@+-]{1,255}$/u.test(text))
    throw new AuthorityError(
      'invalid_argument',
      'A username has 1 to 255 letters, digits, dots, underscores, hyphens, plus or at signs.',
      'username',
    );
  return text;
}

function emailArgument(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  if (text.length > 254 || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(text) || !text.isWellFormed())
    throw new AuthorityError('invalid_argument', 'Must be an e-mail address.', 'email');
  return text;
}

function usernameTaken(): AuthorityError {
  return new AuthorityError('name_taken', 'An account of this username exists.', 'username');
}
