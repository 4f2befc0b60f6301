import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Account } from '../../../core/directory/account.ts';
import { GitlabError, messageError, modelError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Read } from '../read-arguments.ts';
import type { newUserArguments } from './schemas.ts';

/** Makes a user; refuses in GitLab's words. */
export async function createUser(
  { authority }: GitlabApi,
  caller: Caller,
  { email, name, username, admin }: Read<typeof newUserArguments>,
): Promise<Account> {
  if (await authority.resourceByPath('group', username)) throw taken;
  try {
    const role = admin === true ? 'admin' : 'editor';
    return await authority.createAccount(caller, { type: 'user', username, name, email, role });
  } catch (error) {
    if (!(error instanceof AuthorityError)) throw error;
    if (error.code === 'name_taken') throw taken;
    if (error.code === 'invalid_argument' || error.code === 'missing_argument')
      throw new GitlabError(modelError(error.field ?? 'base', 'is invalid'));
    throw error;
  }
}

const taken = new GitlabError(messageError(409, 'Username has already been taken'));
