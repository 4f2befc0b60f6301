import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authority } from '../../../core/authority.ts';
import type { HttpFault } from '../../../http/http-fault.ts';
import { receiveForLong } from '../../../http/long-request.ts';
import { otherBody, refuseOtherBodies } from '../../../http/refuse-other-bodies.ts';
import type { Access } from '../access.ts';
import { toProblemObject } from '../errors.ts';
import type { NativeServer } from '../native-server.ts';
import { identifyLines } from './identify-lines.ts';
import { fromIdentifyBody, toIdentification } from './mapping.ts';
import { identifyTokenSchema, identifyTokensSchema, NDJSON } from './schemas.ts';

/** What is this string? For whoever found one, or many. */
export async function addIdentificationRoutes(
  server: NativeServer,
  authority: Authority,
  access: Access,
): Promise<void> {
  const identifies = access.admin('tokens:identify');
  server.post('/api/v1/tokens/identify', { ...identifies, schema: identifyTokenSchema }, async ({ body }) => {
    const [found] = await authority.identifyMany([fromIdentifyBody(body)]);
    return found && toIdentification(found, authority.clock.now());
  });

  await server.register(async (streams) => {
    streams.removeAllContentTypeParsers();
    streams.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
    refuseOtherBodies(streams, NDJSON);
    streams.post(
      '/api/v1/tokens/identify-batch',
      { ...identifies, schema: identifyTokensSchema },
      async (request, reply) => {
        const toProblem = (fault: HttpFault) => toProblemObject(request, fault);
        const answers = identifyLines(authority, bodyOf(request, reply), toProblem);
        return reply.type(NDJSON).send(Readable.from(answers, { objectMode: false }));
      },
    );
  });
}

/** The body as it arrives, for as long as it takes. */
function bodyOf({ body, raw }: FastifyRequest, reply: FastifyReply): AsyncIterable<Buffer> {
  if (!(body instanceof Readable)) throw otherBody(NDJSON);
  receiveForLong(raw, reply.raw);
  // Whoever stops reading must still be able to answer: destroying the request would end its connection.
  return body.iterator({ destroyOnReturn: false });
}
