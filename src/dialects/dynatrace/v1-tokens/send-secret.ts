import type { FastifyReply } from 'fastify';
import type { SecretFormat } from './secret-format.ts';

/** The one answer that shows the secret, in the form that the client accepts. */
export function sendSecret(
  reply: FastifyReply,
  secret: string,
  { type, header }: SecretFormat,
): FastifyReply {
  void reply.code(201);
  if (type === 'application/json') return reply.send({ token: secret });
  const parameters = header === null ? '' : `; header=${header}`;
  void reply.header('content-type', `${type}${parameters}; charset=utf-8`);
  return reply.send(header === 'present' ? `token\n${secret}` : secret);
}
