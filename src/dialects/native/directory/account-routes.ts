import type { Authority } from '../../../core/authority.ts';
import type { Account } from '../../../core/directory/account.ts';
import { HttpFault } from '../../../http/http-fault.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { parsePageById } from '../page-by-id.ts';
import { fromAccountBody, toAccount } from './mapping.ts';
import {
  createAccountSchema,
  getAccountSchema,
  listAccountsSchema,
  revokeAccountTokensSchema,
  updateAccountSchema,
} from './schemas.ts';

/** Accounts: users, service accounts and bots. */
export function addAccountRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const reads = access.admin('directory:read');
  const writes = access.admin('directory:write');

  server.get('/api/v1/accounts', { ...reads, schema: listAccountsSchema }, async ({ query }) => {
    const { type, role, state, username } = query;
    const page = parsePageById('accounts', query);
    const rows = await authority.accounts({
      ...page.query,
      ...(type !== undefined && { type }),
      ...(role !== undefined && { role }),
      ...(state !== undefined && { blocked: state === 'blocked' }),
      ...(username !== undefined && { username }),
    });
    return page.of(rows, toAccount);
  });

  server.post('/api/v1/accounts', { ...writes, schema: createAccountSchema }, async (request, reply) => {
    const caller = access.callerOf(request);
    const { type, username, state, ...rest } = request.body;
    const account = await authority.createAccount(caller, { type, username, ...fromAccountBody(rest) });
    const blocked =
      state === 'blocked' && (await authority.updateAccount(caller, account, { blocked: true }));
    return reply.code(201).send({ data: toAccount(blocked || account) });
  });

  server.get('/api/v1/accounts/:id', { ...reads, schema: getAccountSchema }, async ({ params }) => ({
    data: toAccount(await findAccount(authority, params.id)),
  }));

  server.patch('/api/v1/accounts/:id', { ...writes, schema: updateAccountSchema }, async (request) => {
    const account = await findAccount(authority, request.params.id);
    const wanted = fromAccountBody(request.body);
    return { data: toAccount(await authority.updateAccount(access.callerOf(request), account, wanted)) };
  });

  server.post(
    '/api/v1/accounts/:id/revoke-tokens',
    { ...access.admin('tokens:revoke'), schema: revokeAccountTokensSchema },
    async (request) => {
      const { id: accountId } = await findAccount(authority, request.params.id);
      const reason = request.body?.reason ?? null;
      return { data: await authority.revokeAll(access.callerOf(request), { accountId }, reason) };
    },
  );
}

async function findAccount(authority: Authority, id: number): Promise<Account> {
  const account = await authority.account(id);
  if (account === null) throw new HttpFault('not_found', 'There is no such account.');
  return account;
}
