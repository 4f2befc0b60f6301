import type { Member } from '../../../src/core/nodes/acknowledgement.ts';
import type { LoggedChange } from '../../../src/core/nodes/logged-change.ts';
import type { LogHead, NodeDatabase, NodeRow } from '../../../src/core/nodes/node-database.ts';
import type { Subject } from '../../../src/core/store-changes.ts';
import type { SimulatedConnection, Statement } from './simulated-connection.ts';
import type { SimulatedRules } from './simulated-rules.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What statements depend on beside the server that runs them. */
export interface StatementParts {
  readonly time: VirtualTime;
  readonly rules: SimulatedRules;
  /** How long a commit takes. */
  readonly commitMs: () => number;
}

/** Few, so that catching up takes several answers now and then. */
const CHANGES_MAX = 3;

/** What a change that was committed tells the one who made it. */
export interface Numbered {
  readonly number: number;
  /** Read inside the transaction, which is too early. */
  readonly members: readonly Member[];
}

/** A node's statements, over its control connection. */
export function createNodeDatabase(connection: SimulatedConnection, parts: StatementParts): NodeDatabase {
  const { rules } = parts;
  return {
    async register({ id }) {
      await connection.ask(
        write(parts, `node ${id}`, rules.keepsRowsDurable, () => ({
          answer: null,
          effect: (tables) => tables.nodes.set(id, { applied: 0, beat: 0, fenced: false }),
        })),
      );
    },
    readNode: (id) =>
      connection.ask<NodeRow | null>(({ tables }, done) => {
        const row = tables.nodes.get(id);
        done(row === undefined ? null : { ...row, head: tables.head, time: parts.time.now });
      }),
    renew: (id) =>
      connection.ask<NodeRow | null>(
        write(parts, `node ${id}`, rules.keepsRowsDurable, ({ tables }) => {
          const row = tables.nodes.get(id);
          if (row === undefined || row.fenced) return { answer: null, effect: null };
          const renewed = { ...row, beat: row.beat + 1 };
          const answer = { ...renewed, head: tables.head, time: parts.time.now };
          return { answer, effect: ({ nodes }) => nodes.set(id, renewed) };
        }),
      ),
    readChanges: (after) =>
      connection.ask<LogHead & { changes: readonly LoggedChange[] }>(({ tables }, done) => {
        const changes: LoggedChange[] = [];
        for (let number = Math.max(after, tables.trimmed) + 1; number <= tables.head; number += 1) {
          const commit = tables.commits.get(number);
          if (commit !== undefined && changes.length < CHANGES_MAX) changes.push(commit);
        }
        done({ head: tables.head, time: parts.time.now, changes });
      }),
    async acknowledge(id, applied) {
      await connection.ask(
        write(parts, `node ${id}`, false, ({ tables }) => {
          const row = tables.nodes.get(id);
          if (row === undefined) return { answer: null, effect: null };
          const told = { ...row, applied: Math.max(row.applied, applied) };
          return { answer: null, effect: ({ nodes }) => nodes.set(id, told) };
        }),
      );
    },
    async remove(id) {
      await connection.ask(
        write(parts, `node ${id}`, true, () => ({
          answer: null,
          effect: (tables) => tables.nodes.delete(id),
        })),
      );
    },
  };
}

/** Numbers and logs a change, holding the clock's row until it is committed. */
export function makeChange(
  parts: StatementParts,
  id: string,
  subjects: readonly Subject[],
): Statement<Numbered> {
  return (server, done) => {
    const commit = (number: number, members: readonly Member[], release: () => void) => {
      const made = { number, id, subjects };
      server.commit(
        (tables) => {
          tables.commits.set(number, made);
          tables.head = Math.max(tables.head, number);
        },
        true,
        (isWarned) => {
          for (const ring of server.listeners) ring(made);
          release();
          done(isWarned ? new Error('a wait was ended') : { number, members });
        },
      );
    };
    if (!parts.rules.numbersInCommitOrder) {
      server.drawn = Math.max(server.drawn, server.tables.head) + 1;
      const number = server.drawn;
      parts.time.after(parts.commitMs() * 20, null, () => {
        if (!server.isDown) commit(number, [], () => undefined);
      });
      return;
    }
    server.lock('clock', () => {
      const members = membersOf(server);
      parts.time.after(parts.commitMs(), null, () => {
        if (!server.isDown) commit(server.tables.head + 1, members, () => server.unlock('clock'));
      });
    });
  };
}

/** Stores a token, which is no change to anything that anybody remembers. */
export function issueToken(parts: StatementParts, token: number): Statement<null> {
  return write(parts, `token ${token}`, true, () => ({
    answer: null,
    effect: (tables) => tables.tokens.add(token),
  }));
}

/** The number of a change that may have been committed; null when it was not. */
export function findChange(id: string): Statement<number | null> {
  return ({ tables }, done) => {
    const found = [...tables.commits.values()].find((commit) => commit.id === id);
    done(found === undefined ? null : found.number);
  };
}

export const readMembers: Statement<readonly Member[]> = (server, done) => done(membersOf(server));

/** Fences a node, unless it has renewed its lease since. */
export function fenceMember(
  parts: StatementParts,
  { id, beat }: Pick<Member, 'id' | 'beat'>,
): Statement<null> {
  return write(parts, `node ${id}`, true, ({ tables }) => {
    const row = tables.nodes.get(id);
    const isSilent = row !== undefined && (row.beat === beat || !parts.rules.comparesBeats);
    if (!isSilent || row.fenced) return { answer: null, effect: null };
    return { answer: null, effect: ({ nodes }) => nodes.set(id, { ...row, fenced: true }) };
  });
}

function membersOf({ tables }: SimulatedServer): readonly Member[] {
  return [...tables.nodes].flatMap(([id, { applied, beat, fenced }]) =>
    fenced ? [] : [{ id, applied, beat }],
  );
}

type Plan<Answer> = {
  readonly answer: Answer;
  /** Null when there is nothing to write. */
  readonly effect: ((tables: SimulatedServer['tables']) => unknown) | null;
};

/** A transaction of one statement that holds a row from its look at it to its commit. */
function write<Answer>(
  { time, commitMs }: StatementParts,
  row: string,
  isSynchronous: boolean,
  plan: (server: SimulatedServer) => Plan<Answer>,
): Statement<Answer> {
  return (server, done) => {
    server.lock(row, () => {
      const { answer, effect } = plan(server);
      if (effect === null) {
        server.unlock(row);
        done(answer);
        return;
      }
      time.after(isSynchronous ? commitMs() : 0, null, () => {
        if (server.isDown) return;
        server.commit(effect, isSynchronous, (isWarned) => {
          server.unlock(row);
          done(isWarned ? new Error('a wait was ended') : answer);
        });
      });
    });
  };
}
