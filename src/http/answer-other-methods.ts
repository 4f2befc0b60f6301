import type { FastifyInstance, HTTPMethods } from 'fastify';
import { HttpFault } from './http-fault.ts';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Makes every path that a scope serves answer the other methods with `method_not_allowed` and the methods it does
 * serve, before any body is read. To be called before the routes are added; takes effect when the scope is ready.
 */
export function answerOtherMethods(scope: FastifyInstance): () => void {
  const served = new Map<string, Set<string>>();
  scope.addHook('onRoute', ({ method, url }) => {
    const known = served.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    served.set(url, known);
  });
  return () => {
    for (const [url, known] of [...served]) {
      const allow = [...known];
      const others = methods.filter((method) => !known.has(method));
      if (others.length === 0) continue;
      scope.route({
        method: [...others],
        url,
        exposeHeadRoute: false,
        onRequest: async () => {
          throw new HttpFault('method_not_allowed', 'This path does not answer this method.', { allow });
        },
        handler: async () => undefined,
      });
    }
  };
}
