import type { Authority } from '../../../core/authority.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import { HttpFault } from '../../../http/http-fault.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { parsePageById } from '../page-by-id.ts';
import { fromResourceBody, toResource } from './mapping.ts';
import {
  createResourceSchema,
  deleteResourceSchema,
  getResourceSchema,
  listResourcesSchema,
  revokeResourceTokensSchema,
  updateResourceSchema,
} from './schemas.ts';

/** Resources: what tokens belong to. */
export function addResourceRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const reads = access.admin('directory:read');
  const writes = access.admin('directory:write');

  server.get('/api/v1/resources', { ...reads, schema: listResourcesSchema }, async ({ query }) => {
    const { type, parent } = query;
    const page = parsePageById('resources', query);
    const rows = await authority.resources({
      ...page.query,
      ...(type !== undefined && { type }),
      ...(parent !== undefined && { parentId: parent }),
    });
    return page.of(rows, toResource);
  });

  server.post('/api/v1/resources', { ...writes, schema: createResourceSchema }, async (request, reply) => {
    const { type, path, ...rest } = request.body;
    const wanted = { type, path, ...(await fromResourceBody(authority, rest)) };
    const resource = await authority.createResource(access.callerOf(request), wanted);
    return reply.code(201).send({ data: toResource(resource) });
  });

  server.get('/api/v1/resources/:id', { ...reads, schema: getResourceSchema }, async ({ params }) => ({
    data: toResource(await findResource(authority, params.id)),
  }));

  server.patch('/api/v1/resources/:id', { ...writes, schema: updateResourceSchema }, async (request) => {
    const resource = await findResource(authority, request.params.id);
    const wanted = await fromResourceBody(authority, request.body);
    return { data: toResource(await authority.updateResource(access.callerOf(request), resource, wanted)) };
  });

  server.delete(
    '/api/v1/resources/:id',
    { ...writes, schema: deleteResourceSchema },
    async (request, reply) => {
      const resource = await findResource(authority, request.params.id);
      await authority.deleteResource(access.callerOf(request), resource);
      return reply.code(204).send(null);
    },
  );

  server.post(
    '/api/v1/resources/:id/revoke-tokens',
    { ...access.admin('tokens:revoke'), schema: revokeResourceTokensSchema },
    async (request) => {
      const { id: resourceId } = await findResource(authority, request.params.id);
      const reason = request.body?.reason ?? null;
      return { data: await authority.revokeAll(access.callerOf(request), { resourceId }, reason) };
    },
  );
}

async function findResource(authority: Authority, id: number): Promise<Resource> {
  const resource = await authority.resource(id);
  if (resource === null) throw new HttpFault('not_found', 'There is no such resource.');
  return resource;
}
