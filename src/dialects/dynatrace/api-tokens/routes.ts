import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { checkDeletable, checkNotOwn } from '../change-allowed.ts';
import type { DialectParts } from '../dialect-parts.ts';
import { keepPresentMembers } from '../keep-present-members.ts';
import { toApiToken } from '../mapping.ts';
import { tokenChanges } from '../token-changes.ts';
import { toCreatedApiToken, toIssueRequest } from './creation.ts';
import { parseListing } from './list/listing.ts';
import { readPage } from './list/read-page.ts';
import { apiTokenCalls } from './schemas.ts';

/** The calls of version 2. */
export function addApiTokenRoutes(
  plain: FastifyInstance,
  base: string,
  { authority, tokens, access }: DialectParts,
): void {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { authenticate, requireScope, requireAnyScope, callerOf } = access;
  const reading = { onRequest: [authenticate, requireScope('apiTokens.read')] };
  const writing = {
    onRequest: [authenticate, requireScope('apiTokens.write')],
    preValidation: keepPresentMembers,
  };
  const lookingUp = { onRequest: [authenticate, requireAnyScope], preValidation: keepPresentMembers };

  scope.get(base, { schema: apiTokenCalls.list, ...reading }, (request) =>
    readPage(authority, parseListing(request.query, authority.clock.now())),
  );

  scope.post(base, { schema: apiTokenCalls.create, ...writing }, async (request, reply) => {
    const wanted = toIssueRequest(request.body, authority.clock.now());
    const issued = await authority.issue(callerOf(request), wanted);
    return reply.code(201).send(toCreatedApiToken(issued));
  });

  scope.post(`${base}/lookup`, { schema: apiTokenCalls.lookup, ...lookingUp }, async (request) =>
    toApiToken(await tokens.bySecret(request.body.token)),
  );

  scope.get(`${base}/:id`, { schema: apiTokenCalls.get, ...reading }, async (request) =>
    toApiToken(await tokens.byId(request.params.id)),
  );

  scope.put(`${base}/:id`, { schema: apiTokenCalls.update, ...writing }, async (request, reply) => {
    const caller = callerOf(request);
    const details = await tokens.byId(request.params.id);
    if (request.body.enabled === false) checkNotOwn(caller, details, disablingOwn);
    const changes = tokenChanges(details.token, request.body);
    if (changes === null) await authority.awaitEverywhere(details);
    else await authority.update(caller, details, changes);
    return reply.code(204).send(null);
  });

  scope.delete(`${base}/:id`, { schema: apiTokenCalls.delete, ...writing }, async (request, reply) => {
    const caller = callerOf(request);
    const details = await tokens.byIdOrSecret(request.params.id);
    checkDeletable(caller, details);
    await authority.revoke(caller, details);
    return reply.code(204).send(null);
  });
}

const disablingOwn = {
  location: 'body',
  field: 'enabled',
  message: 'the token that you authenticate with cannot be disabled',
} as const;
