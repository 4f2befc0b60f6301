import { AuthorityError } from '../../core/authority-error.ts';

/** What is wrong with a file that is being read into a store; the engines let it through as it is. */
export function damaged(message: string): AuthorityError {
  return new AuthorityError('invalid_argument', message);
}
