import type { Subject } from '../../../src/core/store-changes.ts';
import type { Commit, SimulatedServer } from './simulated-server.ts';

/** Which state a part of an answer shows: the last change to a subject in what a server had. */
export interface Shown {
  readonly subject: Subject;
  readonly server: SimulatedServer;
  readonly version: number;
}

/** What had been promised to callers when a verification began. */
export interface Promised {
  readonly changes: ReadonlyMap<string, Commit>;
  readonly isIssued: boolean;
}

interface Answer {
  readonly where: string;
  readonly server: SimulatedServer;
  readonly asOf: number;
  readonly shown: readonly Shown[];
}

/** What callers were told, and whether that keeps the promise: a regular register for each subject. */
export class History {
  readonly #acknowledged = new Map<string, Commit>();
  readonly #issued = new Set<number>();
  readonly #answers: Answer[] = [];
  violation: string | null = null;
  answered = 0;
  refused = 0;
  acknowledgements = 0;
  /** The numbers that callers were told. */
  lastNumber = 0;

  acknowledge(commit: Commit): void {
    this.acknowledgements += 1;
    this.lastNumber = Math.max(this.lastNumber, commit.number);
    for (const { type, id } of commit.subjects) {
      const key = `${type}${id}`;
      const known = this.#acknowledged.get(key);
      if (known === undefined || known.number < commit.number) this.#acknowledged.set(key, commit);
    }
  }

  issued(token: number): void {
    this.#issued.add(token);
  }

  /** What a verification that begins now may count on. */
  promisedNow(token: number, subjects: readonly Subject[]): Promised {
    const changes = new Map<string, Commit>();
    for (const { type, id } of subjects) {
      const commit = this.#acknowledged.get(`${type}${id}`);
      if (commit !== undefined) changes.set(`${type}${id}`, commit);
    }
    return { changes, isIssued: this.#issued.has(token) };
  }

  /** An answer that shows a token must show every change that was acknowledged before the verification began. */
  answer(promised: Promised, answer: Answer): void {
    this.answered += 1;
    this.#answers.push(answer);
    for (const { subject, server, version } of answer.shown) {
      const commit = promised.changes.get(`${subject.type}${subject.id}`);
      if (commit === undefined) continue;
      const shows = version >= commit.number && server.tables.commits.get(commit.number) === commit;
      if (!shows)
        this.violate(
          `${answer.where}: ${subject.type} ${subject.id} in state ${version} of ${server.identity}, while change ${commit.number} had been acknowledged`,
        );
    }
  }

  /** A token that had been issued is known; to a server that was replaced it need not be. */
  unknown(promised: Promised, where: string, isReplaced: boolean): void {
    this.answered += 1;
    if (promised.isIssued && !isReplaced) this.violate(`${where}: a token that was issued is unknown`);
  }

  /** Every answer shows all changes up to the number that it names; those of a server that went astray are not counted. */
  checkNumbers(last: SimulatedServer): void {
    for (const { where, server, asOf, shown } of this.#answers) {
      if (server.tables.commits.get(asOf) !== last.tables.commits.get(asOf)) continue;
      for (const { subject, version } of shown) {
        const due = last.tables.versionOf(subject, asOf);
        if (version < due)
          this.violate(`${where}: as of ${asOf} it lacks change ${due} to ${subject.type} ${subject.id}`);
      }
    }
  }

  violate(what: string): void {
    this.violation ??= what;
  }
}
