import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Acknowledgement, type Member } from '../../core/nodes/acknowledgement.ts';
import {
  awaitAcknowledgement,
  type ChangerParts,
  fenceSilent,
} from '../../core/nodes/await-acknowledgement.ts';
import { waitMsFor } from '../../core/nodes/lease.ts';
import { type ProtocolRules, soundRules } from '../../core/nodes/protocol-rules.ts';
import type { ProtocolTrial } from '../../core/nodes/protocol-trial.ts';
import type { Subject } from '../../core/store-changes.ts';
import type { Database } from '../sql/schema.ts';
import { fenceMember, findChange, logChange, type MembersLook, readMembers } from './nodes/change-log.ts';

/** How a protocol is run. */
export interface ProtocolOptions extends ProtocolTrial {
  readonly leaseMs: number;
}

/** A change on its way: logged in its transaction, and from its commit on waited for. */
export interface LoggedChange {
  readonly changeId: string;
  readonly number: number;
  readonly subjects: readonly Subject[];
  /** Read too early, where a test wants that. */
  readonly look: Promise<MembersLook> | null;
}

/** A committed change: when that was known, and whom the connection that committed it showed then. */
export interface CommittedChange {
  readonly number: number;
  readonly confirmedAt: number;
  readonly look: Promise<MembersLook>;
}

/** The node of this process, as far as it has followed that server; null when it follows none, or another. */
export type OwnNode = (server: string | null) => Pick<Member, 'id' | 'applied'> | null;

const RECOVERY_MS_MAX = 3_000;
const RECOVERY_PAUSE_MS = 100;

/** What changes tell the nodes, and how they wait for them. */
export class ChangeAnnouncer {
  readonly #db: Kysely<Database>;
  readonly #options: ProtocolOptions;
  readonly #rules: ProtocolRules;
  readonly #own: OwnNode;
  #longestLeaseMs: number;
  #nextLook: Promise<MembersLook> | null = null;
  #presentLook: Promise<unknown> = Promise.resolve();

  constructor(db: Kysely<Database>, own: OwnNode, options: ProtocolOptions) {
    this.#db = db;
    this.#own = own;
    this.#options = options;
    this.#longestLeaseMs = options.leaseMs;
    this.#rules = options.rules ?? soundRules;
  }

  /** As the last step of a transaction. */
  async log(connection: Kysely<Database>, subjects: readonly Subject[]): Promise<LoggedChange> {
    const changeId = randomUUID();
    const early = this.#rules.readsMembersAfterCommit ? null : await readMembers(connection);
    const number = await logChange(connection, changeId, subjects);
    return { changeId, number, subjects, look: early === null ? null : Promise.resolve(early) };
  }

  /** Right after the commit, while its connection is still held: waits for the first look at the nodes. */
  async committed(connection: Kysely<Database>, { number, look }: LoggedChange): Promise<CommittedChange> {
    const confirmedAt = performance.now();
    await this.#options.pauseAt?.('between commit and members');
    const looked = look ?? readMembers(connection);
    await looked.catch(() => undefined);
    return { number, confirmedAt, look: looked };
  }

  /** Finds out whether a change was made whose commit was not confirmed; throws the cause when nobody can say. */
  async recover(change: LoggedChange, cause: unknown): Promise<CommittedChange> {
    const until = performance.now() + RECOVERY_MS_MAX;
    while (performance.now() < until) {
      const found = await this.#findCommitted(change).catch(() => null);
      if (found !== null) return found;
      await sleep(RECOVERY_PAUSE_MS);
    }
    throw cause;
  }

  /** Waits until every node has applied it, is gone or is fenced, or until no lease from before it can hold. */
  async over({ number, confirmedAt, look }: CommittedChange): Promise<void> {
    const waitMs = waitMsFor(this.#longestLeaseMs, this.#rules);
    const acknowledgement = new Acknowledgement({ number, confirmedAt, waitMs, rules: this.#rules });
    const server = await look.then(
      (first) => first.server,
      () => null,
    );
    const parts: ChangerParts = {
      monotonic: () => performance.now(),
      readMembersFirst: async () => this.#noteLeases((await look).members),
      database: {
        readMembers: () => this.#lookAt(server),
        fence: (member) => fenceMember(this.#db, member),
      },
      own: () => this.#own(server),
      pause: (milliseconds) => sleep(Math.max(milliseconds, 0), undefined, { ref: false }),
    };
    await awaitAcknowledgement(acknowledgement, parts);
    void fenceSilent(acknowledgement, parts);
  }

  async #findCommitted({ changeId }: LoggedChange): Promise<CommittedChange | null> {
    return this.#db.connection().execute(async (connection) => {
      if ((await findChange(connection, changeId)) === null) return null;
      // A wait for the standby may have been cut short: behind a commit that was waited for, this one is as safe as that.
      const number = await connection
        .transaction()
        .execute((transaction) => logChange(transaction, randomUUID(), []));
      return this.committed(connection, { changeId, number, subjects: [], look: null });
    });
  }

  /** Where nobody can be asked later, the longest lease seen so far is waited for. */
  #noteLeases(members: readonly Member[]): readonly Member[] {
    this.#longestLeaseMs = Math.max(this.#longestLeaseMs, ...members.map(({ leaseMs = 0 }) => leaseMs));
    return members;
  }

  /** A server that was replaced shows the nodes, and what they have applied, of its own past. */
  async #lookAt(server: string | null): Promise<readonly Member[]> {
    const look = await this.#look();
    if (look.server !== server) throw new Error('another server answers than the one that has the change');
    return look.members;
  }

  /** Those who wait at the same time share a look that was not sent yet when they asked: an earlier one may lack a node. */
  #look(): Promise<MembersLook> {
    this.#nextLook ??= this.#presentLook
      .catch(() => undefined)
      .then(() => {
        const look = readMembers(this.#db);
        this.#presentLook = look;
        this.#nextLook = null;
        return look;
      });
    return this.#nextLook;
  }
}
