import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addLastOnSend } from './last-on-send.ts';

/**
 * Gives every answer with a body a weak entity tag, and answers 304 to a GET or HEAD that knows it already.
 * The framework's own plugin reads no list of tags and answers 304 to refusals and changes too.
 */
export function addEntityTags(scope: FastifyInstance): void {
  scope.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload === '') return payload;
    const tag = `W/"${Buffer.byteLength(payload).toString(16)}-${hash('sha256', payload, 'base64url').slice(0, 27)}"`;
    reply.header('etag', tag);
    if (!isKnown(tag, request, reply)) return payload;
    reply.code(304).removeHeader('content-type');
    return '';
  });
  // The framework's HEAD would still tell the length of that nothing.
  addLastOnSend(scope, (reply, payload) => {
    if (reply.statusCode !== 304) return payload;
    reply.removeHeader('content-length');
    return null;
  });
}

function isKnown(tag: string, { method, headers }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  const wanted = headers['if-none-match'];
  if (wanted === undefined || statusCode !== 200 || !(method === 'GET' || method === 'HEAD')) return false;
  return wanted
    .split(',')
    .map((one) => one.trim())
    .some((one) => one === '*' || opaque(one) === opaque(tag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
