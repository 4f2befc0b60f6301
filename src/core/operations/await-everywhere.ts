import type { AuthorityContext } from '../authority-context.ts';
import type { Subject } from '../store-changes.ts';

/**
 * For a success that found nothing left to do: what it found may have been committed a moment ago and be on its way to
 * other nodes. Changes reach every node in order, so that one more behind it says when it has arrived.
 */
export async function awaitEverywhere(
  { change, store }: Pick<AuthorityContext, 'change' | 'store'>,
  subject: Subject,
): Promise<void> {
  if (store.follow !== null) await change.announce({ subjects: [subject] });
}
