import type { FastifyInstance } from 'fastify';
import type { Authority } from '../../core/authority.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import { InstallationError } from '../../core/installation-error.ts';
import type { Settings } from '../../installation.ts';
import { operatorTasksOf, type TaskName } from './operator-tasks.ts';

const BODY_BYTES_MAX = 1024 * 1024;

/**
 * Offers the operator's tasks at a control socket, which its owner alone can open. A refusal is told as a problem with
 * its message, which holds no secret.
 */
export async function addOperatorRoutes(
  control: FastifyInstance,
  authority: Authority,
  settings: Settings,
): Promise<void> {
  const tasks = operatorTasksOf(authority, settings);
  await control.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, JSON.parse(String(body))),
    );
    scope.setErrorHandler((error, request, reply) => {
      const isRefusal = error instanceof AuthorityError || error instanceof InstallationError;
      if (!isRefusal) request.log.error({ err: error }, 'a task of the operator failed');
      const detail = isRefusal ? error.message : 'the server failed: see its log';
      return reply.code(isRefusal ? REFUSED : FAILED).send({ title: 'refused', detail });
    });
    for (const name of Object.keys(tasks) as TaskName[])
      scope.post(`/operator/${name}`, { bodyLimit: BODY_BYTES_MAX }, (request) =>
        tasks[name](request.body as never),
      );
  });
}

const REFUSED = 409;
const FAILED = 500;
