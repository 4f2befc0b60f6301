import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Entrance } from '../../dialect.ts';
import { judgeForGateway } from './judge-for-gateway.ts';
import { toAnswer } from './mapping.ts';
import { forwardAuthSchema } from './schemas.ts';

/** May this request pass? For gateways that ask before they forward; it is answered 200, 401, 403 or 5xx. */
export async function addForwardAuthRoutes(server: FastifyInstance, entrance: Entrance): Promise<void> {
  await server.register(async (scope) => {
    // A gateway may ask with the method of the request that it holds, whatever that is.
    for (const method of METHODS)
      if (!scope.supportedMethods.includes(method)) scope.addHttpMethod(method, { hasBody: true });
    const answer = async (request: FastifyRequest, reply: FastifyReply) =>
      toAnswer(await judgeForGateway(entrance, request), reply);
    // Answered before anything looks at a body: its type, its length and whether it comes decide nothing.
    // Nor may a page’s preflight be answered here: its 204 would let a request pass that shows no token.
    const options = { schema: forwardAuthSchema, config: { frequent: true, cors: false }, onRequest: answer };
    scope.all('/auth', options, async () => undefined);
  });
}
