import type { Caller } from '../../../core/access/caller.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { Issued } from '../../../core/operations/issue-token.ts';
import { checkLength, checkPresent } from '../access-tokens/new-token.ts';
import { badRequestError, GitlabError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Read } from '../read-arguments.ts';
import type { newDeployTokenArguments } from './schemas.ts';

/** Makes a deploy token; refuses in the words of GitLab's model. */
export async function issueDeployToken(
  { authority }: GitlabApi,
  caller: Caller,
  resource: Resource,
  { name, scopes, expires_at, username }: Read<typeof newDeployTokenArguments>,
): Promise<Issued> {
  checkPresent('Name', name);
  checkLength('Name', name);
  checkLength('Username', username ?? '');
  if (username !== undefined && !/^[a-zA-Z0-9.+_-]+$/.test(username))
    throw refused("Username can contain only letters, digits, '_', '-', '+', and '.'");
  if (scopes.length === 0) throw refused("Scopes can't be blank");
  return authority.issue(caller, {
    kind: 'deploy_token',
    name,
    scopes,
    resource: { id: resource.id },
    expiresAt: expires_at ?? null,
    attributes: username === undefined ? {} : { username },
  });
}

function refused(reason: string): GitlabError {
  return new GitlabError(badRequestError(reason));
}
