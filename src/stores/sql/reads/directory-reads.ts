import type { Kysely } from 'kysely';
import type { Account } from '../../../core/directory/account.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { AccountQuery, ResourceQuery, StoreReads } from '../../../core/store.ts';
import { accountSelection, toAccount, usernameKey } from '../rows/account-row.ts';
import { resourceSelection, toResource } from '../rows/resource-row.ts';
import type { Database } from '../schema.ts';

type DirectoryReads = Pick<
  StoreReads,
  | 'findAccount'
  | 'findAccountByUsername'
  | 'listAccounts'
  | 'findResource'
  | 'findResourceByPath'
  | 'listResources'
>;

export function createDirectoryReads(db: Kysely<Database>): DirectoryReads {
  const accounts = db.selectFrom('account').select(accountSelection);
  const resources = db.selectFrom('resource').select(resourceSelection);
  return {
    async findAccount(id) {
      const row = await accounts.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toAccount(row);
    },
    async findAccountByUsername(username) {
      const row = await accounts.where('username_key', '=', usernameKey(username)).executeTakeFirst();
      return row === undefined ? null : toAccount(row);
    },
    listAccounts: (query) => listAccounts(db, query),
    async findResource(id) {
      const row = await resources.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toResource(row);
    },
    async findResourceByPath(type, path) {
      const row = await resources.where('type', '=', type).where('path', '=', path).executeTakeFirst();
      return row === undefined ? null : toResource(row);
    },
    listResources: (query) => listResources(db, query),
  };
}

async function listAccounts(db: Kysely<Database>, query: AccountQuery): Promise<readonly Account[]> {
  const { type, role, blocked, afterId, limit } = query;
  let select = db.selectFrom('account').select(accountSelection).orderBy('id').limit(limit);
  if (type !== undefined) select = select.where('type', '=', type);
  if (role !== undefined) select = select.where('role', '=', role);
  if (blocked !== undefined) select = select.where('blocked_at', blocked ? 'is not' : 'is', null);
  if (afterId !== undefined) select = select.where('id', '>', afterId);
  return (await select.execute()).map(toAccount);
}

async function listResources(db: Kysely<Database>, query: ResourceQuery): Promise<readonly Resource[]> {
  const { type, parentId, afterId, limit } = query;
  let select = db.selectFrom('resource').select(resourceSelection).orderBy('id').limit(limit);
  if (type !== undefined) select = select.where('type', '=', type);
  if (parentId !== undefined) select = select.where('parent_id', '=', parentId);
  if (afterId !== undefined) select = select.where('id', '>', afterId);
  return (await select.execute()).map(toResource);
}
