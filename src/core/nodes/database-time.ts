/**
 * The database's time of day, told from its last answer and the monotonic clock: never behind, and ahead by at most the
 * time that the answer took. Nodes whose own clocks differ thus end tokens at the same time.
 */
export class DatabaseTime {
  #offset: number | null = null;

  /** Takes note of the database's time, which it told in answer to a question asked at `begun` on the monotonic clock. */
  note(databaseNow: number, begun: number): void {
    this.#offset = databaseNow - begun;
  }

  /** Unix milliseconds; null before the database told it. */
  at(monotonic: number): number | null {
    return this.#offset === null ? null : Math.floor(monotonic + this.#offset);
  }
}
