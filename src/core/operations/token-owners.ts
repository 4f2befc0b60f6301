import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Account } from '../directory/account.ts';
import { type Resource, resourceTypes } from '../directory/resource.ts';
import type { Kind } from '../kinds/kind.ts';

/** An account by id or by username. */
export type AccountReference = { readonly id: number } | { readonly username: string };
/** A resource by id, or by type and path. */
export type ResourceReference = { readonly id: number } | { readonly type: string; readonly path: string };

/** Whom a token belongs to. */
export interface TokenOwners {
  readonly accountId: number | null;
  readonly resourceId: number | null;
  /** The resource whose bot account is to be made together with the token. */
  readonly botFor: Resource | null;
}

/** Finds the owners that a kind requires, and refuses owners that it cannot have. */
export async function ownersOf(
  context: AuthorityContext,
  kind: Kind,
  caller: Caller,
  request: { readonly account?: AccountReference; readonly resource?: ResourceReference },
): Promise<TokenOwners> {
  const resource = await resourceOf(context, kind, request.resource);
  if (kind.name === 'project_access_token' || kind.name === 'group_access_token') {
    if (request.account !== undefined)
      throw new AuthorityError(
        'invalid_argument',
        `A ${kind.name} acts as an account of its own.`,
        'account',
      );
    return { accountId: null, resourceId: resource?.id ?? null, botFor: resource };
  }
  const account = await accountOf(context, kind, caller, request.account);
  return { accountId: account?.id ?? null, resourceId: resource?.id ?? null, botFor: null };
}

/** The account meant; refuses with `unknown_account`. */
export async function findAccountByReference(
  { store }: AuthorityContext,
  reference: AccountReference,
): Promise<Account> {
  const account =
    'id' in reference
      ? await store.findAccount(reference.id)
      : await store.findAccountByUsername(reference.username);
  if (account === null) throw new AuthorityError('unknown_account', 'There is no such account.', 'account');
  return account;
}

/** The resource meant; refuses with `unknown_resource`. */
async function findResourceByReference(
  { store }: AuthorityContext,
  reference: ResourceReference,
): Promise<Resource> {
  const type = 'type' in reference ? resourceTypes.find((name) => name === reference.type) : undefined;
  const resource =
    'id' in reference
      ? await store.findResource(reference.id)
      : type === undefined
        ? null
        : await store.findResourceByPath(type, reference.path);
  if (resource === null)
    throw new AuthorityError('unknown_resource', 'There is no such resource.', 'resource');
  return resource;
}

async function accountOf(
  context: AuthorityContext,
  kind: Kind,
  caller: Caller,
  reference: AccountReference | undefined,
): Promise<Account | null> {
  if (kind.actsFor !== 'account') {
    if (reference !== undefined)
      throw new AuthorityError('invalid_argument', `A ${kind.name} belongs to no account.`, 'account');
    return null;
  }
  if (reference !== undefined) return findAccountByReference(context, reference);
  if (caller.account !== null) return caller.account;
  throw new AuthorityError('missing_argument', `A ${kind.name} needs an account to act for.`, 'account');
}

async function resourceOf(
  context: AuthorityContext,
  kind: Kind,
  reference: ResourceReference | undefined,
): Promise<Resource | null> {
  if (reference === undefined) {
    if (kind.resourceRequired)
      throw new AuthorityError(
        'missing_argument',
        `A ${kind.name} needs a resource of type ${kind.resourceTypes.join(' or ')}.`,
        'resource',
      );
    return null;
  }
  const resource = await findResourceByReference(context, reference);
  // A native token may be bound to a resource of any type.
  const suits = kind.scopes === 'any' || kind.resourceTypes.includes(resource.type);
  if (!suits)
    throw new AuthorityError(
      'invalid_argument',
      `A ${kind.name} cannot belong to a ${resource.type}.`,
      'resource',
    );
  return resource;
}
