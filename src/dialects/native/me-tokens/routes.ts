import type { Caller } from '../../../core/access/caller.ts';
import type { Authority } from '../../../core/authority.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import type { Entrance } from '../../dialect.ts';
import type { Access } from '../access.ts';
import { invalidField } from '../invalid-field.ts';
import type { NativeServer } from '../native-server.ts';
import { listOwnTokens } from './list-own-tokens.ts';
import { toOwnToken, toShownOnce } from './mapping.ts';
import { createOwnToken, rotateOwnToken, updateOwnToken } from './own-token.ts';
import {
  createOwnTokenSchema,
  getOwnTokenSchema,
  listOwnTokensSchema,
  revokeOwnTokenSchema,
  rotateOwnTokenSchema,
  updateOwnTokenSchema,
} from './schemas.ts';

const PATH = '/api/v1/me/tokens';

/** The caller's own access tokens. */
export function addOwnTokenRoutes(server: NativeServer, entrance: Entrance, access: Access): void {
  const { authority } = entrance;
  const now = () => authority.clock.now();
  const reads = access.authenticated();
  const writes = access.owner();

  server.get(PATH, { ...reads, schema: listOwnTokensSchema }, async (request) =>
    listOwnTokens(authority, access.callerOf(request), {
      path: `${entrance.baseUrl(request)}${PATH}`,
      page: request.query.page,
    }),
  );

  server.post(PATH, { ...writes, schema: createOwnTokenSchema }, async (request, reply) => {
    const { details, secret } = await createOwnToken(authority, access.callerOf(request), request.body);
    return reply.code(201).send(toShownOnce(details, secret, now()));
  });

  server.get(`${PATH}/:token`, { ...reads, schema: getOwnTokenSchema }, async (request) => ({
    data: toOwnToken(await findOwnToken(authority, access.callerOf(request), request.params.token), now()),
  }));

  server.patch(`${PATH}/:token`, { ...writes, schema: updateOwnTokenSchema }, async (request) => {
    const caller = access.callerOf(request);
    const details = await findOwnToken(authority, caller, request.params.token);
    return { data: toOwnToken(await updateOwnToken(authority, caller, details, request.body), now()) };
  });

  server.delete(`${PATH}/:token`, { ...writes, schema: revokeOwnTokenSchema }, async (request, reply) => {
    const caller = access.callerOf(request);
    const details = await findOwnToken(authority, caller, request.params.token);
    if (details.token.id === caller.actor.tokenId)
      throw invalidField('token', 'You cannot revoke the token you are currently using.', 'path');
    await authority.revoke(caller, details);
    return reply.code(204).send(null);
  });

  const rotate = { ...writes, schema: rotateOwnTokenSchema };
  server.post(`${PATH}/:token/rotate`, rotate, async (request, reply) => {
    const caller = access.callerOf(request);
    const old = await findOwnToken(authority, caller, request.params.token);
    const { details, secret } = await rotateOwnToken(authority, caller, old);
    return reply.code(201).send(toShownOnce(details, secret, now()));
  });
}

/** The caller's access token of this id; another's is as unknown as none. */
async function findOwnToken(authority: Authority, { account }: Caller, id: number): Promise<TokenDetails> {
  const details = await authority.token(id);
  const isOwn =
    details !== null &&
    details.token.kind === 'access_token' &&
    details.token.accountId === account?.id &&
    tokenStatus(details, authority.clock.now()) !== 'deleted';
  if (!isOwn) throw new AuthorityError('unknown_token', 'There is no such token.');
  return details;
}
