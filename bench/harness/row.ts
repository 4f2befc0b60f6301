import type { LoadSpec } from './load.ts';
import type { MeasuredDatabase } from './measured-database.ts';
import type { MeasuredProcess } from './measured-process.ts';
import type { Resources } from './resources.ts';
import type { Workbench } from './workbench.ts';

/** What a row's requests are answered by. */
export interface Subject {
  readonly process: MeasuredProcess;
  /** Whose processor time is told beside the server's. */
  readonly database?: MeasuredDatabase;
}

/** What a row works with: servers are shared with the other rows of its group. */
export interface Stand {
  readonly workbench: Workbench;
  readonly resources: Resources;
}

/** A row that is ready to be measured. */
export interface Prepared {
  readonly subject: Subject;
  readonly ask: Pick<LoadSpec, 'request' | 'pools' | 'expect'>;
  /** Each request needs a token of its own: so many a second are sent at most. */
  readonly oncePerSecond?: number;
}

/** A line of a table: a sort of request to a sort of server. */
export interface Row {
  readonly id: string;
  readonly what: string;
  /** May the answer be out of date? */
  readonly stale: string;
  /** What happens to counts of use when the process dies. */
  readonly counts: string;
  /** What is told instead of requests, and how many a request holds. */
  readonly unit?: { readonly name: string; readonly perRequest: number };
  readonly connections?: number;
  /** Ids of rows of the group that it is compared with, besides the floor. */
  readonly against?: readonly string[];
  prepare(stand: Stand): Promise<Prepared>;
}

/** Rows whose rounds are interleaved. */
export interface RowGroup {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Row[];
}
