import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';

/** Adds a hook that sees what every hook before it has made of an answer, those of single routes included. */
export function addLastOnSend(
  scope: FastifyInstance,
  change: (reply: FastifyReply, payload: unknown) => unknown,
): void {
  const hook: RouteOptions['onSend'] = async (_request, reply, payload) => change(reply, payload);
  scope.addHook('onRoute', (route) => {
    route.onSend = [route.onSend ?? [], hook].flat() as NonNullable<RouteOptions['onSend']>;
  });
}
