import type { Subject } from '../store-changes.ts';
import type { LoggedChange } from './logged-change.ts';

const CHANGES_MAX = 4_096;

/** What the last changes touched, so that a look-up that overtook some of them may still be remembered. */
export class RecentChanges {
  readonly #subjects = new Map<number, ReadonlySet<string>>();

  add({ number, subjects }: LoggedChange): void {
    this.#subjects.set(number, new Set(subjects.map(keyOf)));
    if (this.#subjects.size <= CHANGES_MAX) return;
    const oldest = this.#subjects.keys().next();
    if (!oldest.done) this.#subjects.delete(oldest.value);
  }

  clear(): void {
    this.#subjects.clear();
  }

  /** Whether a change behind `after` up to `last` touched one of these, or may have: it is not known any more. */
  mayHaveTouched(subjects: readonly Subject[], after: number, last: number): boolean {
    for (let number = after + 1; number <= last; number += 1) {
      const touched = this.#subjects.get(number);
      if (touched === undefined || subjects.some((subject) => touched.has(keyOf(subject)))) return true;
    }
    return false;
  }
}

function keyOf({ type, id }: Subject): string {
  return `${type}${id}`;
}
