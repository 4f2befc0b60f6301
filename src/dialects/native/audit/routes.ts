import { type Static, Type } from 'typebox';
import { type AuditEvent, auditEventTypes } from '../../../core/audit/audit-event.ts';
import type { Authority } from '../../../core/authority.ts';
import type { AuditQuery } from '../../../core/store.ts';
import type { Access } from '../access.ts';
import { fromTimestamp } from '../mapping.ts';
import type { NativeServer } from '../native-server.ts';
import { parsePageById } from '../page-by-id.ts';
import {
  attributesSchema,
  closed,
  givenTimeSchema,
  idSchema,
  nullable,
  pageQuery,
  pageSchema,
  problems,
  timestampSchema,
} from '../schemas.ts';
import { toTimestamp } from '../timestamp.ts';

const eventTypeSchema = Type.Enum([...auditEventTypes]);

export const listAuditEventsSchema = {
  operationId: 'listAuditEvents',
  summary: 'List what was done, newest first',
  querystring: Type.Object(
    {
      type: Type.Optional(eventTypeSchema),
      token: Type.Optional(idSchema),
      account: Type.Optional(idSchema),
      actor: Type.Optional(idSchema),
      after: Type.Optional(givenTimeSchema),
      before: Type.Optional(givenTimeSchema),
      ...pageQuery,
    },
    closed,
  ),
  response: {
    200: pageSchema(
      Type.Object({
        id: idSchema,
        type: eventTypeSchema,
        at: timestampSchema,
        actor: Type.Object({
          account: nullable(idSchema),
          token: nullable(idSchema),
          via: Type.String({ description: 'The dialect, command_line, or jeton itself.' }),
        }),
        token: nullable(idSchema),
        account: nullable(idSchema),
        ip: nullable(Type.String()),
        request_id: nullable(Type.String()),
        details: attributesSchema,
      }),
    ),
    ...problems(401, 403, 422, 429),
  },
};

/** What was done, by whom and from where; never a secret. */
export function addAuditRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const reads = access.admin('audit:read');
  server.get('/api/v1/audit-events', { ...reads, schema: listAuditEventsSchema }, async ({ query }) => {
    const page = parsePageById('audit-events', query);
    const { limit, afterId } = page.query;
    const rows = await authority.auditEvents({
      ...filterOf(query),
      limit,
      ...(afterId !== undefined && { beforeId: afterId }),
    });
    return page.of(rows, toEvent);
  });
}

function filterOf(query: Static<typeof listAuditEventsSchema.querystring>): Omit<AuditQuery, 'limit'> {
  const { type, token, account, actor, after, before } = query;
  return {
    ...(type !== undefined && { type }),
    ...(token !== undefined && { tokenId: token }),
    ...(account !== undefined && { accountId: account }),
    ...(actor !== undefined && { actorAccountId: actor }),
    ...(after !== undefined && { after: fromTimestamp(after) }),
    ...(before !== undefined && { before: fromTimestamp(before) }),
  };
}

function toEvent({ id, type, at, actor, tokenId, accountId, resourceId, count, details }: AuditEvent) {
  return {
    id,
    type,
    at: toTimestamp(at),
    actor: { account: actor.accountId, token: actor.tokenId, via: actor.via },
    token: tokenId,
    account: accountId,
    ip: actor.ip,
    request_id: actor.requestId,
    details: {
      ...details,
      ...(resourceId !== null && { resource: resourceId }),
      ...(count > 1 && { count }),
    },
  };
}
