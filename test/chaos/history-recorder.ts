import type { FaultSpan, History, Operation, Subject } from './history.ts';

type Seen = Omit<Operation, 'begin' | 'end'>;

/** Takes down what one driver sees, on its one monotonic clock. */
export class HistoryRecorder {
  readonly subjects: Subject[] = [];
  readonly operations: Operation[] = [];
  readonly faults: FaultSpan[] = [];
  readonly counts: { readonly token: string; readonly count: number }[] = [];

  /** Does something and takes down when it began, when it ended and what was seen. */
  async record<Result>(
    act: () => Promise<Result>,
    describe: (result: Result) => Seen,
  ): Promise<{ readonly result: Result; readonly operation: Operation }> {
    const begin = performance.now();
    const result = await act();
    const operation = { ...describe(result), begin, end: performance.now() };
    this.operations.push(operation);
    return { result, operation };
  }

  /** Takes down a time in which calls may go unanswered. */
  async during<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    const open = { name, begin, end: Number.POSITIVE_INFINITY };
    this.faults.push(open);
    try {
      return await act();
    } finally {
      this.faults[this.faults.indexOf(open)] = { name, begin, end: performance.now() };
    }
  }

  get history(): History {
    return this;
  }

  /** One object a line: what happened, in the order of its end. */
  toNdjson(): string {
    const lines = [
      ...this.subjects.map((subject) => ({ ...subject, type: 'subject' })),
      ...this.faults.map((fault) => ({ ...fault, type: 'fault' })),
      ...this.operations.map((operation) => ({ type: 'operation', ...operation })),
      ...this.counts.map((count) => ({ ...count, type: 'count' })),
    ];
    return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
  }
}
