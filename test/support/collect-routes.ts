import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

/** A method and a path, with its parameters as `:name`. */
export interface CollectedRoute {
  readonly method: string;
  readonly url: string;
  /** A route of its own, not one of the several that a path refuses together as methods it does not answer. */
  readonly isServed: boolean;
}

/** Runs `start` and answers every route that servers made meanwhile have. */
export async function collectRoutes<Started>(
  start: () => Promise<Started>,
): Promise<{ readonly started: Started; readonly routes: readonly CollectedRoute[] }> {
  const routes: CollectedRoute[] = [];
  const watch = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, url, isServed: !Array.isArray(method) });
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    return { started: await start(), routes };
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
}
