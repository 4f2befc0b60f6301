import type { FastifyInstance } from 'fastify';
import { HttpFault } from './http-fault.ts';

/** Makes a scope refuse bodies of every type that it has no parser for, naming the one it takes. */
export function refuseOtherBodies(scope: FastifyInstance, contentType: string): void {
  scope.addContentTypeParser('*', (_request, _payload, done) => done(otherBody(contentType)));
}

/** A body of a type that a call does not take. */
export function otherBody(contentType: string): HttpFault {
  return new HttpFault('unsupported_media_type', `The body must be ${contentType}.`);
}
