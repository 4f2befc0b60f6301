import type { Caller } from '../../core/access/caller.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import type { FieldFault } from '../../http/http-fault.ts';
import { invalidRequest } from './invalid-request.ts';

/** Refuses to delete the caller's own token, and with a personal access token those of others. */
export function checkDeletable(caller: Caller, details: TokenDetails): void {
  checkNotOwn(caller, details, {
    location: 'path',
    field: 'id',
    message: 'the token that you authenticate with cannot be deleted',
  });
  const { record } = caller;
  const isPersonal = record?.token.kind === 'dynatrace_personal_access_token';
  if (isPersonal && record?.token.accountId !== details.token.accountId)
    throw new AuthorityError('not_permitted', 'A personal access token deletes only tokens of its owner.');
}

/** Refuses with this fault what is done to the token that the caller authenticates with. */
export function checkNotOwn({ record }: Caller, { token }: TokenDetails, fault: FieldFault): void {
  if (record?.token.id === token.id) throw invalidRequest(fault);
}
