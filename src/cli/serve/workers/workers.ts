import type { Socket } from 'node:net';
import { mergeMetrics } from '../../../monitoring/metrics/merge-metrics.ts';
import { WorkerSlot, type WorkerSlotParts } from './worker-slot.ts';

/** Connections that wait for a worker while there is none. */
const WAITING_MAX = 1_000;
const METRICS_MS_MAX = 1_000;

/** The processes that answer requests for this one. */
export class Workers {
  readonly #slots: readonly WorkerSlot[];
  #waiting: Socket[] = [];
  #next = 0;
  #isStopped = false;

  constructor(count: number, parts: Omit<WorkerSlotParts, 'onReady' | 'onReturned'>) {
    const served = {
      ...parts,
      onReady: () => this.#giveWaiting(),
      onReturned: (socket: Socket) => this.take(socket),
    };
    this.#slots = Array.from({ length: count }, (_, index) => new WorkerSlot(index + 1, served));
  }

  /** Starts all of them; rejects when one ends before it serves. */
  async start(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.start()));
  }

  /** How many serve at this moment. */
  get serving(): number {
    return this.#slots.filter(({ line }) => line !== null).length;
  }

  /** Hands a connection to the worker that has the fewest. */
  take(socket: Socket): void {
    const slot = this.#leastBusy();
    if (slot !== null) slot.give(socket);
    else if (this.#isStopped || this.#waiting.length >= WAITING_MAX) socket.destroy();
    else this.#waiting.push(socket);
  }

  /** From now on none of them is ready. */
  announceStop(): void {
    for (const { line } of this.#slots) void line?.tell('stopping', null);
  }

  /** Lets them finish; resolves when all are gone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const socket of this.#waiting) socket.destroy();
    await Promise.all(this.#slots.map((slot) => slot.stop()));
  }

  /** The metrics of this process and of every worker that answers, told apart by the label `worker`. */
  async metrics(own: () => Promise<string>): Promise<string> {
    const ofWorkers = this.#slots.map(async ({ number, line }) => {
      const text = await line?.ask('metrics', null, METRICS_MS_MAX).catch(() => null);
      return [String(number), typeof text === 'string' ? text : ''] as const;
    });
    return mergeMetrics('worker', [['primary', await own()], ...(await Promise.all(ofWorkers))]);
  }

  /** One that hangs would keep a connection waiting; where all seem to, this process itself was held up. */
  #leastBusy(): WorkerSlot | null {
    const serving = this.#slots.filter(({ line }) => line !== null);
    const heard = serving.filter(({ isHeard }) => isHeard);
    const candidates = heard.length > 0 ? heard : serving;
    this.#next += 1;
    const inTurn = candidates.map((_, index) => candidates[(index + this.#next) % candidates.length]);
    return inTurn.reduce<WorkerSlot | null>(
      (best, one) =>
        one !== undefined && (best === null || one.connections < best.connections) ? one : best,
      null,
    );
  }

  #giveWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const socket of waiting) this.take(socket);
  }
}
