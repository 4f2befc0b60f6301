import type { Authority } from '../../../core/authority.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { toPage } from '../page.ts';
import { requireFuture } from './future-expiry.ts';
import { parseTokenListing } from './list-query.ts';
import { fromIssueBody, fromRotateBody, fromUpdateBody, toIssued, toToken } from './mapping.ts';
import {
  getTokenSchema,
  issueTokenSchema,
  listTokensSchema,
  revokeTokenSchema,
  rotateTokenSchema,
  updateTokenSchema,
} from './schemas.ts';

/** Tokens of every kind, for administrators. */
export function addTokenRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const now = () => authority.clock.now();
  const found = (id: number) => findToken(authority, id);
  const reads = access.admin('tokens:read');
  const writes = access.admin('tokens:write');
  const revokes = access.admin('tokens:write', 'tokens:revoke');

  server.post('/api/v1/tokens', { ...writes, schema: issueTokenSchema }, async (request, reply) => {
    const wanted = fromIssueBody(request.body, request.headers);
    // An imported secret may have expired already: whose it was is still worth knowing.
    if (wanted.secret === undefined) requireFuture(wanted.expiresAt, now());
    const issued = await authority.issue(access.callerOf(request), wanted);
    return reply.code(issued.secret === null ? 200 : 201).send(toIssued(issued, now()));
  });

  server.get('/api/v1/tokens', { ...reads, schema: listTokensSchema }, async (request) => {
    const { query, limit, cursorOf } = parseTokenListing(request.query, now());
    return toPage(await authority.tokens(query), limit, cursorOf, (row) => toToken(row, query.now));
  });

  server.get('/api/v1/tokens/:id', { ...reads, schema: getTokenSchema }, async ({ params }) => ({
    data: toToken(await found(params.id), now()),
  }));

  server.patch('/api/v1/tokens/:id', { ...writes, schema: updateTokenSchema }, async (request) => {
    const details = await found(request.params.id);
    const wanted = fromUpdateBody(request.body);
    requireFuture(wanted.expiresAt, now());
    return { data: toToken(await authority.update(access.callerOf(request), details, wanted), now()) };
  });

  server.delete('/api/v1/tokens/:id', { ...revokes, schema: revokeTokenSchema }, async (request, reply) => {
    const outcome = await authority.revoke(access.callerOf(request), await found(request.params.id));
    if (outcome === 'not_revocable')
      throw new AuthorityError(outcome, 'A token of this kind cannot be revoked.');
    return reply.code(204).send(null);
  });

  server.post(
    '/api/v1/tokens/:id/rotate',
    { ...writes, schema: rotateTokenSchema },
    async (request, reply) => {
      const details = await found(request.params.id);
      const wanted = fromRotateBody(request.body);
      requireFuture(wanted.expiresAt, now());
      const rotated = await authority.rotate(access.callerOf(request), details, wanted);
      return reply.code(201).send(toIssued(rotated, now()));
    },
  );
}

async function findToken(authority: Authority, id: number): Promise<TokenDetails> {
  const details = await authority.token(id);
  if (details === null) throw new AuthorityError('unknown_token', 'There is no such token.');
  return details;
}
