import type { FastifyInstance } from 'fastify';

/** Headers that pages may read beside those that every page may. */
const exposedHeaders = ['X-Request-Id', 'X-Trace-Id', 'Retry-After', 'Link', 'ETag', 'Location'];
const PREFLIGHT_SECONDS = 600;

/** Lets pages of these origins call; without cookies, which nothing here reads. Loaded only where it is wanted. */
export async function allowOrigins(server: FastifyInstance, origins: readonly string[]): Promise<void> {
  const { default: cors } = await import('@fastify/cors');
  await server.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders,
    maxAge: PREFLIGHT_SECONDS,
  });
}
