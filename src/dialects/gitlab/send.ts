import type { FastifyReply } from 'fastify';

/** Answers with JSON, or with plain text for a string, under the headers that every answer of GitLab's API has. */
export function send(reply: FastifyReply, status: number, body?: object | string): FastifyReply {
  void reply.code(status).headers(everyAnswer);
  if (body === undefined) return reply.send();
  if (typeof body === 'string') return reply.type('text/plain').send(body);
  // With a serializer of its own the framework leaves the content type as it is: `application/json`, without charset.
  return reply.type('application/json').serializer(JSON.stringify).send(body);
}

const everyAnswer = { 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff' };
