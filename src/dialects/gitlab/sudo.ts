import { type Caller, coversScope } from '../../core/access/caller.ts';
import type { Authority } from '../../core/authority.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import type { Account } from '../../core/directory/account.ts';
import { GitlabError, insufficientScope, messageError, parameterError } from './errors.ts';

/**
 * The caller as the account that it names with `Sudo`: that account's role, with no more scopes than its own token has.
 * Who really calls stays the actor, for the audit and for `created_by`.
 */
export async function actAs(authority: Authority, caller: Caller, who: unknown): Promise<Caller> {
  if (who === undefined || who === null) return caller;
  if (caller.role !== 'admin')
    throw new GitlabError(messageError(403, '403 Forbidden - Must be admin to use sudo'));
  if (!coversScope(caller.scopes, 'sudo')) throw new GitlabError(insufficientScope(['sudo']));
  if (typeof who !== 'string' && typeof who !== 'number')
    throw new GitlabError(parameterError(400, 'sudo is invalid'));
  const account = await findAccount(authority, String(who));
  // What a bot may do is said by its token's resource and level, which another token does not have.
  if (account.type === 'bot') throw new GitlabError(unknownUser(String(who)));
  if (account.blockedAt !== null)
    throw new GitlabError(messageError(403, '403 Forbidden - Your account has been blocked.'));
  return { ...caller, account, role: account.role };
}

async function findAccount(authority: Authority, who: string): Promise<Account> {
  const isId = /^\d{1,15}$/.test(who);
  try {
    return await authority.accountByReference(isId ? { id: Number(who) } : { username: withoutNull(who) });
  } catch (error) {
    if (error instanceof AuthorityError && error.code === 'unknown_account')
      throw new GitlabError(unknownUser(who));
    throw error;
  }
}

function unknownUser(who: string) {
  return messageError(404, `404 User with ID or username '${shown(who)}' Not Found`);
}

// No username holds one, and not every store takes one.
function withoutNull(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

const SHOWN_MAX = 255;

function shown(who: string): string {
  return who.slice(0, SHOWN_MAX).toWellFormed();
}
