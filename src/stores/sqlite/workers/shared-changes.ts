import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordCache } from '../../../core/cache/record-cache.ts';
import { Acknowledgement } from '../../../core/nodes/acknowledgement.ts';
import {
  awaitAcknowledgement,
  type ChangerParts,
  fenceSilent,
} from '../../../core/nodes/await-acknowledgement.ts';
import { type Following, followAlone, type NodeList, type NodeState } from '../../../core/nodes/following.ts';
import { waitMsFor } from '../../../core/nodes/lease.ts';
import type { LoggedChange } from '../../../core/nodes/logged-change.ts';
import { NodeTable } from '../../../core/nodes/node-table.ts';
import type { PerformChange } from '../../sql/changes/all-changes.ts';
import type { ChangeName } from '../../sql/changes/sql-change.ts';
import type { Line } from './line.ts';

/** A change as a worker asks for it. */
interface AskedChange {
  readonly name: ChangeName;
  readonly input: unknown;
}

/** A process that serves beside the one that writes. */
interface Worker {
  readonly line: Line;
  /** Its present row; null before it has joined. */
  nodeId: string | null;
}

/**
 * The changes of a store that workers read beside this process, which alone writes: one that touched something is
 * answered once this process and every worker have forgotten it, or can answer nothing any more.
 */
export class SharedChanges {
  readonly #leaseMs: number;
  readonly #name: string;
  readonly #ownId = randomUUID();
  readonly #startedAt = Date.now();
  readonly #workers = new Set<Worker>();
  #table = new NodeTable(0, Date.now);
  #write: PerformChange | null = null;
  #own: RecordCache | null = null;
  /** Resolved when a worker has acknowledged something, or is gone. */
  #word = Promise.withResolvers<void>();

  /** `name`: what the operator calls this process. */
  constructor({ leaseMs, name }: { readonly leaseMs: number; readonly name: string }) {
    this.#leaseMs = leaseMs;
    this.#name = name;
  }

  /** Takes over the writing of a store whose last change has this number. */
  open(write: PerformChange, last: number): void {
    this.#write = write;
    this.#table = new NodeTable(last, Date.now);
  }

  /** Makes a change; one that touched something is announced, and answered when no worker answers from before it. */
  readonly perform = ((name: ChangeName, input: never) => this.#perform(name, input)) as PerformChange;

  /** How this process itself keeps in step: it is told of every change before anybody else. */
  follow(cache: RecordCache): Following {
    this.#own = cache;
    cache.restart(this.#table.head);
    const self = { id: this.#ownId, startedAt: this.#startedAt, now: Date.now };
    return { ...followAlone(cache, self), listNodes: async () => this.#listNodes(this.#ownId) };
  }

  /** Serves a worker over its line; answers what is to be called when its process is gone. */
  serve(line: Line): () => void {
    const worker: Worker = { line, nodeId: null };
    this.#workers.add(worker);
    const table = () => this.#table;
    line.on('change', ({ name, input }: AskedChange) => this.#perform(name, input as never));
    line.on('register', ({ id, name }: { id: string; name: string }) => {
      this.#forget(worker);
      worker.nodeId = id;
      table().register(id, name);
    });
    line.on('readNode', (id: string) => table().readNode(id));
    line.on('renew', (id: string) => table().renew(id));
    line.on('readChanges', (after: number) => table().readChanges(after));
    line.on('acknowledge', ({ id, applied }: { id: string; applied: number }) => {
      table().acknowledge(id, applied);
      this.#wake();
    });
    line.on('remove', () => this.#forget(worker));
    line.on('nodes', (id: string) => this.#listNodes(id));
    return () => {
      this.#workers.delete(worker);
      this.#forget(worker);
    };
  }

  async #perform(name: ChangeName, input: never) {
    if (this.#write === null) throw new TypeError('the store is not open');
    const outcome = await this.#write(name, input);
    const { number, subjects } = outcome;
    if (number === undefined) return outcome;
    const confirmedAt = performance.now();
    this.#announce({ number, subjects });
    await this.#over(number, confirmedAt);
    return outcome;
  }

  #announce(change: LoggedChange): void {
    this.#table.append(change);
    // A number that does not follow tells of a change whose answer was lost.
    if (this.#own?.apply(change) === false) this.#own.restart(change.number);
    const live = new Set(this.#table.members().map(({ id }) => id));
    for (const { line, nodeId } of this.#workers)
      if (nodeId !== null && live.has(nodeId)) line.tell('changed', change);
  }

  async #over(number: number, confirmedAt: number): Promise<void> {
    const waitMs = waitMsFor(this.#leaseMs);
    const acknowledgement = new Acknowledgement({ number, confirmedAt, waitMs });
    const readMembers = async () => this.#table.members();
    const parts: ChangerParts = {
      monotonic: () => performance.now(),
      readMembersFirst: readMembers,
      database: { readMembers, fence: async (member) => this.#table.fence(member) },
      own: () => null,
      pause: (milliseconds) => this.#nextWord(milliseconds),
    };
    await awaitAcknowledgement(acknowledgement, parts);
    void fenceSilent(acknowledgement, parts);
  }

  #listNodes(askedBy: string): NodeList {
    const { head } = this.#table;
    const isSelf = (id: string) => id === askedBy;
    const own: NodeState = {
      id: this.#ownId,
      name: this.#name,
      isSelf: isSelf(this.#ownId),
      startedAt: this.#startedAt,
      renewedAt: Date.now(),
      leaseMs: null,
      applied: head,
      isFenced: false,
    };
    const others = this.#table.list();
    const nodes = others.map((node) => ({ ...node, isSelf: isSelf(node.id), leaseMs: this.#leaseMs }));
    return { lastChange: head, nodes: [own, ...nodes] };
  }

  #forget(worker: Worker): void {
    if (worker.nodeId !== null) this.#table.remove(worker.nodeId);
    worker.nodeId = null;
    this.#wake();
  }

  #wake(): void {
    this.#word.resolve();
    this.#word = Promise.withResolvers();
  }

  async #nextWord(milliseconds: number): Promise<void> {
    const over = new AbortController();
    const pause = sleep(Math.max(milliseconds, 0), undefined, { signal: over.signal, ref: false });
    await Promise.race([pause.catch(() => undefined), this.#word.promise]);
    over.abort();
  }
}
