import { GitlabError, messageError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toFullUserEntity } from '../mapping/to-full-user-entity.ts';
import { pageOf, sendPage } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { createUser } from './new-user.ts';
import { userCalls as calls, newUserArguments, userListArguments } from './schemas.ts';
import { listUsers, toUserFor, visibleUser } from './users.ts';

/** Users, as far as tokens need somebody to act for. */
export function addUserRoutes(api: GitlabApi): void {
  const { scope, entrance, demand, administrators, callerOf } = api;
  const userReaders = demand({ scopes: ['api', 'read_api', 'read_user'] });

  scope.get(
    `${BASE_PATH}/user`,
    { schema: calls.current, preValidation: userReaders },
    async (request, reply) => {
      const { account } = callerOf(request);
      if (account === null) throw new GitlabError(messageError(404, '404 User Not Found'));
      return send(reply, 200, toFullUserEntity(account, { baseUrl: entrance.baseUrl(request) }));
    },
  );

  scope.get(
    `${BASE_PATH}/users`,
    { schema: calls.list, preValidation: userReaders },
    async (request, reply) => {
      const asked = readArguments(request, userListArguments);
      const page = pageOf(asked);
      const { accounts, total } = await listUsers(api, callerOf(request), asked, page.rows);
      const items = accounts.map((account) => toUserFor(api, request, account));
      return sendPage(request, reply, entrance.baseUrl(request), page, { items, total });
    },
  );

  scope.get(
    `${BASE_PATH}/users/:id`,
    { schema: calls.get, preValidation: userReaders },
    async (request, reply) => send(reply, 200, toUserFor(api, request, await visibleUser(api, request))),
  );

  scope.post(
    `${BASE_PATH}/users`,
    { schema: calls.create, preValidation: administrators },
    async (request, reply) => {
      const account = await createUser(api, callerOf(request), readArguments(request, newUserArguments));
      return send(reply, 201, toFullUserEntity(account, { baseUrl: entrance.baseUrl(request) }));
    },
  );
}
