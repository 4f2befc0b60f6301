/**
 * A line between the process that writes and one that serves beside it. What one end says arrives in that order, and the
 * line ends with either of them.
 */
export interface Line {
  /** Asks the other end; rejects when it refuses, is silent for too long or has gone. */
  ask(name: string, input: unknown): Promise<unknown>;
  /** Tells the other end, which does not answer. */
  tell(name: string, input: unknown): void;
  /** What is done with what the other end asks or tells under this name. */
  on(name: string, answer: (input: never) => unknown): void;
}
