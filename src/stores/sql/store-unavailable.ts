import { AuthorityError } from '../../core/authority-error.ts';

/** The refusal of a store that cannot answer, with what failed underneath. */
export function storeUnavailable(message: string, cause?: unknown): AuthorityError {
  const error = new AuthorityError('store_unavailable', message);
  if (cause !== undefined) error.cause = cause;
  return error;
}
