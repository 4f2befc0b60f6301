import { storeUnavailable } from '../sql/store-unavailable.ts';
import { withOwnBytes } from './own-bytes.ts';
import type { ChangeCall } from './run-group.ts';
import { fromSentError } from './sent-error.ts';
import type { SentResult } from './write-worker.ts';

/** Beyond these a change is refused at once: a disk that cannot follow must not fill the memory. */
const WAITING_MAX = 10_000;
/** Changes of one commit: bounds how long the first of them waits for the last. */
const GROUP_MAX = 256;

interface Waiting {
  readonly call: ChangeCall;
  resolve(outcome: object): void;
  reject(error: unknown): void;
}

/** Changes on their way to the thread that writes: one group is away, the others wait and form the next. */
export interface WriteQueue {
  add(call: ChangeCall): Promise<object>;
  /** The group that was away is committed. */
  settle(results: readonly SentResult[]): void;
  /** The group that was away failed as a whole. */
  fail(error: Error): void;
  /** Refuses everything, waiting or to come. */
  stop(error: Error): void;
  /** Throws why changes are refused, where they are. */
  check(): void;
  /** Refuses what is to come; resolves when nothing waits any more. */
  finish(): Promise<void>;
}

export function createWriteQueue(send: (group: readonly ChangeCall[]) => void): WriteQueue {
  let waiting: Waiting[] = [];
  let away: readonly Waiting[] = [];
  let isScheduled = false;
  let refusal: Error | null = null;
  const idle = Promise.withResolvers<void>();

  const sendNext = () => {
    isScheduled = false;
    if (away.length > 0) return;
    away = waiting.slice(0, GROUP_MAX);
    waiting = waiting.slice(GROUP_MAX);
    if (away.length > 0) send(away.map(({ call }) => call));
    else if (refusal !== null) idle.resolve();
  };
  const takeBack = () => {
    const group = away;
    away = [];
    sendNext();
    return group;
  };
  return {
    check() {
      if (refusal !== null) throw refusal;
    },
    add({ name, input }) {
      if (refusal !== null) return Promise.reject(refusal);
      if (waiting.length >= WAITING_MAX) {
        return Promise.reject(storeUnavailable('too many changes are waiting for the database'));
      }
      const { promise, resolve, reject } = Promise.withResolvers<object>();
      waiting.push({ call: { name, input: withOwnBytes(input) }, resolve, reject });
      // At the end of this turn, so that what one turn of the event loop asks for shares a commit.
      if (!isScheduled && away.length === 0) {
        isScheduled = true;
        setImmediate(sendNext);
      }
      return promise;
    },
    settle(results) {
      for (const [index, { resolve, reject }] of takeBack().entries()) {
        const result = results[index];
        if (result === undefined) reject(storeUnavailable('the thread that writes did not answer'));
        else if ('error' in result) reject(fromSentError(result.error));
        else resolve(result.outcome);
      }
    },
    fail(error) {
      for (const { reject } of takeBack()) reject(error);
    },
    stop(error) {
      refusal ??= error;
      for (const { reject } of [...away, ...waiting]) reject(error);
      away = [];
      waiting = [];
      idle.resolve();
    },
    finish() {
      refusal ??= storeUnavailable('the store is closed');
      sendNext();
      return idle.promise;
    },
  };
}
