import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { TransferredRow } from './read-rows.ts';
import type { TransferredName } from './transferred-tables.ts';

/** The last number that each numbering table has given. */
export type LastNumbers = Readonly<Record<string, number>>;

/** A store at one moment, whatever others write meanwhile. */
export interface Snapshot {
  readonly db: Kysely<Database>;
  readLastNumbers(): Promise<LastNumbers>;
}

/** A store that is being filled, in one transaction: whole, or as it was before. */
export interface EmptyStore {
  readonly db: Kysely<Database>;
  /** Makes room for rows that are about to be written. */
  prepare(table: TransferredName, rows: readonly TransferredRow[]): Promise<void>;
  /** Goes on numbering behind these. */
  writeLastNumbers(numbers: LastNumbers): Promise<void>;
}
