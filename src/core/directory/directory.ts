import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { deleteResource } from '../operations/delete-resource.ts';
import {
  type AccountRequest,
  type AccountUpdate,
  createAccount,
  updateAccount,
} from '../operations/manage-accounts.ts';
import {
  createResource,
  type ResourceRequest,
  type ResourceUpdate,
  updateResource,
} from '../operations/manage-resources.ts';
import { type AccountReference, findAccountByReference } from '../operations/token-owners.ts';
import type { Account } from './account.ts';
import type { AccountFilter, AccountQuery, ResourceFilter, ResourceQuery } from './directory-query.ts';
import type { Resource, ResourceType } from './resource.ts';

/** Who acts and what tokens belong to: the part of the authority that keeps accounts and resources. */
export interface Directory {
  account(id: number): Promise<Account | null>;
  /** The account meant; refuses with `unknown_account`. */
  accountByReference(reference: AccountReference): Promise<Account>;
  accounts(query: AccountQuery): Promise<readonly Account[]>;
  countAccounts(filter: AccountFilter): Promise<number>;
  createAccount(caller: Caller, request: AccountRequest): Promise<Account>;
  updateAccount(caller: Caller, account: Account, request: AccountUpdate): Promise<Account>;

  resource(id: number): Promise<Resource | null>;
  resourceByPath(type: ResourceType, path: string): Promise<Resource | null>;
  resources(query: ResourceQuery): Promise<readonly Resource[]>;
  countResources(filter: ResourceFilter): Promise<number>;
  createResource(caller: Caller, request: ResourceRequest): Promise<Resource>;
  updateResource(caller: Caller, resource: Resource, request: ResourceUpdate): Promise<Resource>;
  /** Deletes a resource with nothing below it; its tokens are dead before it is gone. */
  deleteResource(caller: Caller, resource: Resource): Promise<void>;
}

/** The directory of an authority. */
export function openDirectory(context: AuthorityContext): Directory {
  const { store } = context;
  return {
    account: (id) => store.findAccount(id),
    accountByReference: (reference) => findAccountByReference(context, reference),
    accounts: (query) => store.listAccounts(query),
    countAccounts: (filter) => store.countAccounts(filter),
    createAccount: (caller, request) => createAccount(context, caller, request),
    updateAccount: (caller, account, request) => updateAccount(context, caller, account, request),
    resource: (id) => store.findResource(id),
    resourceByPath: (type, path) => store.findResourceByPath(type, path),
    resources: (query) => store.listResources(query),
    countResources: (filter) => store.countResources(filter),
    createResource: (caller, request) => createResource(context, caller, request),
    updateResource: (caller, resource, request) => updateResource(context, caller, resource, request),
    deleteResource: (caller, resource) => deleteResource(context, caller, resource),
  };
}
