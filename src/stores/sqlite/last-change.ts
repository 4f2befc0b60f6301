import type { PerformChange } from '../sql/changes/all-changes.ts';

/** The number of the last change that is known to be committed: whatever is read from now on shows it. */
export interface LastChange {
  readonly number: number;
  /** Changes, each of which moves the number before it is answered. */
  readonly perform: PerformChange;
}

export function followLastChange(first: number, perform: PerformChange): LastChange {
  let last = first;
  return {
    get number() {
      return last;
    },
    perform: (name, input) =>
      perform(name, input).then((outcome) => {
        last = Math.max(last, outcome.number ?? 0);
        return outcome;
      }),
  };
}
