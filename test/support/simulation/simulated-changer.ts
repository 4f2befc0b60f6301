import { Acknowledgement, type Member } from '../../../src/core/nodes/acknowledgement.ts';
import {
  awaitAcknowledgement,
  type ChangerParts,
  fenceSilent,
} from '../../../src/core/nodes/await-acknowledgement.ts';
import { waitMsFor } from '../../../src/core/nodes/lease.ts';
import type { Subject } from '../../../src/core/store-changes.ts';
import type { SimulatedConnection, Statement } from './simulated-connection.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Commit, SimulatedServer } from './simulated-server.ts';
import { fenceMember, findChange, issueToken, makeChange, readMembers } from './simulated-statements.ts';
import type { Simulation } from './simulation.ts';

const RECOVERIES_MAX = 8;
const RECOVERY_PAUSE_MS = 100;

interface Committed {
  /** The change that somebody asked for. */
  readonly commit: Commit;
  /** The number to wait for: of the change, or of one made after it. */
  readonly number: number;
  readonly confirmedAt: number;
  readonly connection: SimulatedConnection;
  /** Whom a transaction showed, where a mutant looks that early. */
  readonly early: readonly Member[] | null;
}

interface Look {
  readonly server: SimulatedServer;
  readonly members: readonly Member[];
}

/** The part of a process that makes changes, over connections of its own. */
export class SimulatedChanger {
  readonly #simulation: Simulation;
  readonly #node: SimulatedNode;
  #nextLook: Promise<Look> | null = null;
  #presentLook: Promise<Look> | null = null;

  constructor(simulation: Simulation, node: SimulatedNode) {
    this.#simulation = simulation;
    this.#node = node;
  }

  /** A token that exists from the answer on. */
  async issue(token: number): Promise<void> {
    const { history, statements } = this.#simulation;
    await this.#connect().ask(issueToken(statements, token));
    history.issued(token);
  }

  /** A change that is over when this returns. */
  async change(subjects: readonly Subject[]): Promise<void> {
    const { history } = this.#simulation;
    const committed = await this.#commit(subjects);
    if (committed === null) return;
    await this.#over(committed);
    history.acknowledge(committed.commit);
    this.#simulation.probe(committed.commit);
  }

  /** Asks for a change that somebody has asked for before. */
  async changeAgain(subject: Subject): Promise<void> {
    const { rules, history } = this.#simulation;
    if (rules.waitsOnAlready) return this.change([subject]);
    const made = await this.#connect().ask<Commit | null>(({ tables }, done) => {
      done(tables.commits.get(tables.versionOf(subject, tables.head)) ?? null);
    });
    if (made === null) return;
    history.acknowledge(made);
    this.#simulation.probe(made);
  }

  async #commit(subjects: readonly Subject[]): Promise<Committed | null> {
    const { statements, rules } = this.#simulation;
    const id = this.#simulation.newId('change');
    const connection = this.#connect();
    try {
      const { number, members } = await connection.ask(makeChange(statements, id, subjects));
      const commit = connection.server.tables.commits.get(number) as Commit;
      const early = rules.readsMembersAfterCommit ? null : members;
      return { commit, number, confirmedAt: this.#node.monotonic, connection, early };
    } catch {
      return this.#recover(id);
    }
  }

  /** Nobody knows whether it was committed: whoever finds it makes another change, behind which it is safe. */
  async #recover(id: string): Promise<Committed | null> {
    const { statements } = this.#simulation;
    for (let left = RECOVERIES_MAX; left > 0; left -= 1) {
      try {
        const connection = this.#connect();
        const found = await connection.ask(findChange(id));
        if (found !== null) {
          const commit = connection.server.tables.commits.get(found) as Commit;
          const { number } = await connection.ask(
            makeChange(statements, this.#simulation.newId('change'), []),
          );
          return { commit, number, confirmedAt: this.#node.monotonic, connection, early: null };
        }
      } catch {
        // Asked again over another connection.
      }
      await this.#node.sleep(RECOVERY_PAUSE_MS);
    }
    return null;
  }

  async #over({ number, confirmedAt, connection, early }: Committed): Promise<void> {
    const { leaseMs, rules, statements } = this.#simulation;
    const node = this.#node;
    const waitMs = waitMsFor(leaseMs, rules);
    const acknowledgement = new Acknowledgement({ number, confirmedAt, waitMs, rules });
    const parts: ChangerParts = {
      monotonic: () => node.monotonic,
      readMembersFirst: async () => {
        await node.pauseAt('between commit and members');
        return early ?? connection.ask(readMembers);
      },
      database: {
        readMembers: () => this.#lookAt(connection.server),
        fence: async (member) => void (await this.#connect().ask(fenceMember(statements, member))),
      },
      own: () => this.#own(connection),
      pause: (milliseconds) => node.sleep(milliseconds),
    };
    await awaitAcknowledgement(acknowledgement, parts);
    void fenceSilent(acknowledgement, parts);
  }

  async #lookAt(server: SimulatedServer): Promise<readonly Member[]> {
    const look = await this.#look();
    if (look.server !== server && this.#simulation.rules.looksOnOneServer)
      throw new Error('another server answers');
    return look.members;
  }

  #own({ server }: SimulatedConnection): Pick<Member, 'id' | 'applied'> | null {
    const { follower, cache, server: followed } = this.#node;
    const isSame = !this.#simulation.rules.hearsItselfOnOneServer || server === followed;
    return follower.id === null || !isSame ? null : { id: follower.id, applied: cache.applied };
  }

  /** As in `ChangeAnnouncer`: those who wait at once share a look that was not sent yet when they asked. */
  #look(): Promise<Look> {
    if (!this.#simulation.rules.sharesNoLookSent && this.#presentLook !== null) return this.#presentLook;
    this.#nextLook ??= Promise.resolve(this.#presentLook)
      .catch(() => undefined)
      .then(() => {
        const connection = this.#connect();
        const look = connection
          .ask(readMembers)
          .then((members) => ({ server: connection.server, members }))
          .finally(() => {
            this.#presentLook = null;
          });
        this.#presentLook = look;
        this.#nextLook = null;
        return look;
      });
    return this.#nextLook;
  }

  /** A connection of the pool, to whichever server the address leads to now. */
  #connect(): PooledConnection {
    const { leaseMs } = this.#simulation;
    const connection = this.#simulation.connectAnyhow(this.#node);
    return {
      server: connection.server,
      ask: (statement) => {
        void this.#node.sleep(3 * leaseMs).then(() => connection.close());
        return connection.ask(statement);
      },
    } as PooledConnection;
  }
}

type PooledConnection = SimulatedConnection & { ask<Answer>(statement: Statement<Answer>): Promise<Answer> };
