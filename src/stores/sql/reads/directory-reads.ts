import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Account } from '../../../core/directory/account.ts';
import type {
  AccountFilter,
  AccountQuery,
  ResourceFilter,
  ResourceQuery,
} from '../../../core/directory/directory-query.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { StoreReads } from '../../../core/store.ts';
import { accountSelection, toAccount, usernameKey } from '../rows/account-row.ts';
import { resourceSelection, toResource } from '../rows/resource-row.ts';
import type { Database } from '../schema.ts';

type DirectoryReads = Pick<
  StoreReads,
  | 'findAccount'
  | 'findAccountByUsername'
  | 'listAccounts'
  | 'countAccounts'
  | 'findResource'
  | 'findResourceByPath'
  | 'listResources'
  | 'countResources'
>;

export function createDirectoryReads(db: Kysely<Database>): DirectoryReads {
  const accounts = db.selectFrom('account').select(accountSelection);
  const resources = db.selectFrom('resource').select(resourceSelection).where('deleted_at', 'is', null);
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
    countAccounts: (filter) => totalOf(matchingAccounts(db, filter)),
    async findResource(id) {
      const row = await resources.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toResource(row);
    },
    async findResourceByPath(type, path) {
      const row = await resources.where('type', '=', type).where('path', '=', path).executeTakeFirst();
      return row === undefined ? null : toResource(row);
    },
    listResources: (query) => listResources(db, query),
    countResources: (filter) => totalOf(matchingResources(db, filter)),
  };
}

async function listAccounts(
  db: Kysely<Database>,
  { direction = 'asc', limit, offset = 0, ...filter }: AccountQuery,
): Promise<readonly Account[]> {
  const page = matchingAccounts(db, filter).select(accountSelection).orderBy('id', direction);
  return (await page.limit(limit).offset(offset).execute()).map(toAccount);
}

function matchingAccounts(db: Kysely<Database>, filter: AccountFilter) {
  const { type, role, blocked, username, text, afterId } = filter;
  let select = db.selectFrom('account');
  if (username !== undefined) select = select.where('username_key', '=', usernameKey(username));
  if (type !== undefined) select = select.where('type', '=', type);
  if (role !== undefined) select = select.where('role', '=', role);
  if (blocked !== undefined) select = select.where('blocked_at', blocked ? 'is not' : 'is', null);
  if (text !== undefined)
    select = select.where((where) =>
      where.or([
        contains(sql.ref('username_key'), text),
        contains(sql`lower(name)`, text),
        where('email', '=', text),
      ]),
    );
  if (afterId !== undefined) select = select.where('id', '>', afterId);
  return select;
}

async function listResources(
  db: Kysely<Database>,
  { direction = 'asc', limit, offset = 0, ...filter }: ResourceQuery,
): Promise<readonly Resource[]> {
  const page = matchingResources(db, filter).select(resourceSelection).orderBy('id', direction);
  return (await page.limit(limit).offset(offset).execute()).map(toResource);
}

function matchingResources(db: Kysely<Database>, filter: ResourceFilter) {
  const { type, parentId, ownerId, withinId, text, afterId } = filter;
  let select = db.selectFrom('resource').where('deleted_at', 'is', null);
  if (type !== undefined) select = select.where('type', '=', type);
  if (parentId !== undefined) select = select.where('parent_id', '=', parentId);
  if (ownerId !== undefined) select = select.where('owner_id', '=', ownerId);
  if (withinId !== undefined) select = select.where(isWithin(withinId));
  if (text !== undefined)
    select = select.where((where) =>
      where.or([contains(sql`lower(path)`, text), contains(sql`lower(name)`, text)]),
    );
  if (afterId !== undefined) select = select.where('id', '>', afterId);
  return select;
}

/** `union` and not `union all`: parents that went round in a circle would otherwise never end. */
function isWithin(id: number): RawBuilder<boolean> {
  return sql`resource.id in (
    with recursive inner_resource (id) as (
      select resource.id from resource where resource.id = ${id}
      union
      select resource.id from resource join inner_resource on resource.parent_id = inner_resource.id
    )
    select inner_resource.id from inner_resource)`;
}

function contains(expression: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const literal = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return sql`${expression} like ${`%${literal}%`} escape '\\'`;
}

async function totalOf(
  matching: ReturnType<typeof matchingAccounts> | ReturnType<typeof matchingResources>,
): Promise<number> {
  const all = matching as SelectQueryBuilder<Database, 'account' | 'resource', object>;
  const { total } = await all.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return Number(total);
}
