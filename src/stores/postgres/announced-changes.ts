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
import { fenceMember, findChange, logChange, readMembers } from './nodes/change-log.ts';

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
  readonly members: Promise<readonly Member[]> | null;
}

/** A committed change: when that was known, and whom the connection that committed it showed then. */
export interface CommittedChange {
  readonly number: number;
  readonly confirmedAt: number;
  readonly members: Promise<readonly Member[]>;
}

const RECOVERY_MS_MAX = 3_000;
const RECOVERY_PAUSE_MS = 100;

/** What changes tell the nodes, and how they wait for them. */
export class ChangeAnnouncer {
  readonly #db: Kysely<Database>;
  readonly #options: ProtocolOptions;
  readonly #rules: ProtocolRules;
  readonly #own: ChangerParts['own'];
  #nextLook: Promise<readonly Member[]> | null = null;
  #presentLook: Promise<unknown> = Promise.resolve();

  constructor(db: Kysely<Database>, own: ChangerParts['own'], options: ProtocolOptions) {
    this.#db = db;
    this.#own = own;
    this.#options = options;
    this.#rules = options.rules ?? soundRules;
  }

  /** As the last step of a transaction. */
  async log(connection: Kysely<Database>, subjects: readonly Subject[]): Promise<LoggedChange> {
    const changeId = randomUUID();
    const early = this.#rules.readsMembersAfterCommit ? null : await readMembers(connection);
    const number = await logChange(connection, changeId, subjects);
    return { changeId, number, subjects, members: early === null ? null : Promise.resolve(early) };
  }

  /** Right after the commit, while its connection is still held: waits for the first look at the nodes. */
  async committed(connection: Kysely<Database>, { number, members }: LoggedChange): Promise<CommittedChange> {
    const confirmedAt = performance.now();
    await this.#options.pauseAt?.('between commit and members');
    const looked = members ?? readMembers(connection);
    await looked.catch(() => undefined);
    return { number, confirmedAt, members: looked };
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
  async over({ number, confirmedAt, members }: CommittedChange): Promise<void> {
    const waitMs = waitMsFor(this.#options.leaseMs, this.#rules);
    const acknowledgement = new Acknowledgement({ number, confirmedAt, waitMs, rules: this.#rules });
    const parts: ChangerParts = {
      monotonic: () => performance.now(),
      readMembersFirst: () => members,
      database: { readMembers: () => this.#look(), fence: (member) => fenceMember(this.#db, member) },
      own: this.#own,
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
      return this.committed(connection, { changeId, number, subjects: [], members: null });
    });
  }

  /** Those who wait at the same time share a look that was not sent yet when they asked: an earlier one may lack a node. */
  #look(): Promise<readonly Member[]> {
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
