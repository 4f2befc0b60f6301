import type { FastifyRequest } from 'fastify';
import { HttpFault } from '../../http/http-fault.ts';

/** A hook that lets pass bodies sent as JSON only; Unleash complains of others after it knows who calls. */
export async function requireJson({ headers }: FastifyRequest): Promise<void> {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json')
    throw new HttpFault('unsupported_media_type', 'We expect the content-type application/json.');
}
