import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { checkDeletable, checkNotOwn } from '../change-allowed.ts';
import type { DialectParts } from '../dialect-parts.ts';
import { sendError } from '../errors.ts';
import { keepPresentMembers } from '../keep-present-members.ts';
import { tokenChanges } from '../token-changes.ts';
import { toIssueRequest } from './creation.ts';
import { listStubs } from './list-stubs.ts';
import { toTokenMetadata } from './mapping.ts';
import { v1Calls } from './schemas.ts';
import { acceptedFormat } from './secret-format.ts';
import { sendSecret } from './send-secret.ts';

/** The calls of version 1, which Dynatrace has deprecated. */
export function addV1TokenRoutes(
  plain: FastifyInstance,
  base: string,
  { authority, tokens, access }: DialectParts,
): void {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { authenticate, requireScope, requireAnyScope, callerOf } = access;
  const preValidation = keepPresentMembers;
  const managing = { onRequest: [authenticate, requireScope('TenantTokenManagement')] };
  const lookingUp = { onRequest: [authenticate, requireAnyScope], preValidation };

  scope.get(base, { schema: v1Calls.list, ...managing }, async (request) => ({
    values: await listStubs(authority, request.query),
  }));

  scope.post(base, { schema: v1Calls.create, ...managing, preValidation }, async (request, reply) => {
    const format = acceptedFormat(request.headers.accept);
    if (format === null) return sendError(reply, 406, 'HTTP 406 Not Acceptable');
    const wanted = toIssueRequest(request.body, authority.clock.now());
    const { secret } = await authority.issue(callerOf(request), wanted);
    return sendSecret(reply, secret?.reveal() ?? '', format);
  });

  scope.post(`${base}/lookup`, { schema: v1Calls.lookup, ...lookingUp }, async (request) =>
    toTokenMetadata(await tokens.bySecret(request.body.token)),
  );

  scope.get(`${base}/:id`, { schema: v1Calls.get, ...managing }, async (request) =>
    toTokenMetadata(await tokens.byId(request.params.id)),
  );

  scope.put(`${base}/:id`, { schema: v1Calls.update, ...managing, preValidation }, async (request, reply) => {
    const { name, scopes, revoked } = request.body;
    const caller = callerOf(request);
    const details = await tokens.byId(request.params.id);
    checkNotOwn(caller, details, changingOwn);
    const enabled = revoked === undefined ? undefined : !revoked;
    const changes = tokenChanges(details.token, { name, scopes, enabled });
    if (changes === null) await authority.awaitEverywhere(details);
    else await authority.update(caller, details, changes);
    return reply.code(204).send(null);
  });

  scope.delete(`${base}/:id`, { schema: v1Calls.delete, ...managing }, async (request, reply) => {
    const caller = callerOf(request);
    const details = await tokens.byIdOrSecret(request.params.id);
    checkDeletable(caller, details);
    await authority.revoke(caller, details);
    return reply.code(204).send(null);
  });
}

const changingOwn = {
  location: 'path',
  field: 'id',
  message: 'the token that you authenticate with cannot be changed',
} as const;
