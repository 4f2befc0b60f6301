import type { Resource } from '../../../core/directory/resource.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toListedApplicationEntity } from '../mapping/to-listed-application-entity.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { createApplication } from './new-application.ts';
import { applicationCalls as calls, newApplicationArguments } from './schemas.ts';

const PATH = `${BASE_PATH}/applications`;
const ROWS_A_READ = 200;

/** OAuth applications, as far as their secrets need somewhere to belong to. */
export function addApplicationRoutes(api: GitlabApi): void {
  const { scope, administrators, callerOf } = api;

  scope.get(PATH, { schema: calls.list, preValidation: administrators }, async (_request, reply) =>
    send(reply, 200, (await allApplications(api)).map(toListedApplicationEntity)),
  );

  scope.post(PATH, { schema: calls.create, preValidation: administrators }, async (request, reply) => {
    const asked = readArguments(request, newApplicationArguments);
    const { application, secret } = await createApplication(api, callerOf(request), asked);
    return send(reply, 201, { ...toListedApplicationEntity(application), secret: secret?.reveal() ?? null });
  });
}

/** GitLab gives this list in one piece. */
async function allApplications({ authority }: GitlabApi): Promise<readonly Resource[]> {
  const all: Resource[] = [];
  for (;;) {
    const afterId = all.at(-1)?.id ?? 0;
    const some = await authority.resources({ type: 'application', afterId, limit: ROWS_A_READ });
    all.push(...some);
    if (some.length < ROWS_A_READ) return all;
  }
}
