import { HttpFault } from '../../http/http-fault.ts';
import type { UnleashServer } from './unleash-server.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Answers OPTIONS on a path with its methods, and those that it has not as an unknown path. */
export function answerRemainingMethods(scope: UnleashServer, url: string, allow: string): void {
  scope.options(url, (_request, reply) =>
    reply.header('allow', allow).type('text/html; charset=utf-8').send(allow),
  );
  const served = allow.split(',');
  const method = methods.filter((one) => !served.includes(one));
  scope.route({ method, url, exposeHeadRoute: false, handler: refuseUnknownPath });
}

/** Unleash knows no "method not allowed": whatever it has no route for is an unknown path. */
export async function refuseUnknownPath(): Promise<never> {
  throw new HttpFault('not_found', 'Not found.');
}
