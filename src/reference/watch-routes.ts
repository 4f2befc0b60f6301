import type { FastifyInstance, RouteOptions } from 'fastify';

/** Watches the calls that are added to a server from now on; what it answers grows with them. */
export function watchRoutes(server: FastifyInstance): readonly RouteOptions[] {
  const routes: RouteOptions[] = [];
  server.addHook('onRoute', (route) => {
    // Routes without a schema only refuse, such as those for other methods.
    const { schema = hidden, method } = route;
    if ((schema as { hide?: boolean }).hide !== true && method !== 'HEAD') routes.push(route);
  });
  return routes;
}

const hidden = { hide: true };
