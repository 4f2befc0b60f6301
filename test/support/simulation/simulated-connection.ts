import type { Commit, SimulatedServer } from './simulated-server.ts';
import type { Owner, VirtualTime } from './virtual-time.ts';

/** What a server does with a statement; `done` may be called later. */
export type Statement<Answer> = (server: SimulatedServer, done: (answer: Answer | Error) => void) => void;

interface Pending {
  readonly reject: (error: Error) => void;
}

export interface ConnectionParts {
  readonly time: VirtualTime;
  readonly latency: () => number;
  readonly server: SimulatedServer;
  readonly owner: Owner;
  readonly onLost: () => void;
}

/** A connection: in order both ways, as long as it lasts; a half-open one swallows what is sent. */
export class SimulatedConnection {
  readonly server: SimulatedServer;
  readonly #parts: ConnectionParts;
  readonly #pending = new Set<Pending>();
  readonly #queue: (() => void)[] = [];
  #isBusy = false;
  #arrived = 0;
  #delivered = 0;
  #swallowsQuestions = false;
  #swallowsAnswers = false;
  #isClosed = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.server = parts.server;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  ask<Answer>(statement: Statement<Answer>): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new Error('the connection is closed'));
    return new Promise<Answer>((resolve, reject) => {
      const pending = { reject };
      this.#pending.add(pending);
      this.#send(() => {
        statement(this.server, (answer) => {
          this.#answer(() => {
            if (!this.#pending.delete(pending)) return;
            if (answer instanceof Error) reject(answer);
            else resolve(answer);
          });
          this.#next();
        });
      });
    });
  }

  /** Hears of every change from now on, which is a moment at the server. */
  listen(hear: (commit: Commit) => void): void {
    const ring = (commit: Commit) => this.#answer(() => hear(commit));
    this.server.listeners.add(ring);
  }

  /** From now on one direction, or both, leads nowhere, and nobody is told. */
  halfOpen(questions: boolean, answers: boolean): void {
    this.#swallowsQuestions ||= questions;
    this.#swallowsAnswers ||= answers;
  }

  /** The network or the server ends it: told after a while, what is under way is lost or not. */
  cut(): void {
    this.#swallowsAnswers = true;
    const { time, latency, owner } = this.#parts;
    time.after(latency(), owner, () => this.close());
  }

  /** What was sent may still be done. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { reject } of this.#pending) reject(new Error('the connection is lost'));
    this.#pending.clear();
    this.#parts.onLost();
  }

  #send(action: () => void): void {
    if (this.#swallowsQuestions) return;
    const { time, latency } = this.#parts;
    this.#arrived = Math.max(this.#arrived, time.now + latency());
    time.after(this.#arrived - time.now, null, () => {
      if (this.#swallowsQuestions || this.server.isDown) return;
      this.#queue.push(action);
      if (!this.#isBusy) this.#next();
    });
  }

  #next(): void {
    const action = this.#queue.shift();
    this.#isBusy = action !== undefined;
    action?.();
  }

  #answer(deliver: () => void): void {
    if (this.#swallowsAnswers || this.#isClosed || this.server.isDown) return;
    const { time, latency, owner } = this.#parts;
    this.#delivered = Math.max(this.#delivered, time.now + latency());
    time.after(this.#delivered - time.now, owner, () => {
      if (!this.#swallowsAnswers && !this.#isClosed) deliver();
    });
  }
}
