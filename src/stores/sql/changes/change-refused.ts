/** Ends a change without effect: the engine undoes what it wrote and answers the outcome. */
export class ChangeRefused extends Error {
  readonly outcome: object;

  constructor(outcome: object) {
    super('the change was refused');
    this.outcome = outcome;
  }
}

/** Refuses a change: nothing of it is written. */
export function refuse<Outcome extends object>(outcome: Outcome): never {
  throw new ChangeRefused(outcome);
}
