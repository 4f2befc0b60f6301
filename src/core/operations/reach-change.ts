import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';

/** Applies every change up to a number that somebody was told, so that no later verdict is older than that. */
export async function reachChange({ cache, following }: AuthorityContext, number: number): Promise<void> {
  if (cache.applied < number) await following.catchUp();
  if (cache.applied < number)
    throw new AuthorityError('invalid_argument', 'No change has this number yet.', 'min_as_of');
}
