import type { Random } from '../random.ts';
import { type FoldedJournal, FoldedUses, type FoldParts } from './folded-uses.ts';

/**
 * Uses in memory alone: those that the store does not have end with the process. They go into the store under the
 * number of a journal that has no file, so that a commit of which nobody heard is not made twice.
 */
export class BoundedUses extends FoldedUses {
  constructor(parts: FoldParts & { readonly random: Random }) {
    const id = parts.random.uuid();
    const read = async () => '';
    let journal: FoldedJournal | null = null;
    let written = 0;
    super(parts, async () => {
      if (journal === null) {
        const at = parts.clock.now();
        await parts.change.openJournal({ id, owner: parts.owner, at });
        journal = { id, folded: 0, toldAt: at, read };
      }
      written += 1;
      // Closed at once: no file will ever be missed.
      return { journal, to: written, closes: true };
    });
  }
}
