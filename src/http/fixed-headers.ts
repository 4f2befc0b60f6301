import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Headers of every answer. Whoever caches a verdict or a secret keeps it past its revocation; nothing here is a page to
 * be framed, sniffed for another type, or allowed to load anything (pages that are override the policy).
 */
export const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** Sets them, and the id under which the request is in the log. */
export function addFixedHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(fixedHeaders).header('x-request-id', request.id);
}
