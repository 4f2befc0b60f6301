import type { LastNumbers } from '../../stores/sql/transfer/transfer.ts';

/** The first line of an export. */
export interface ExportHead {
  readonly jeton_export: 1;
  readonly version: string;
  readonly made_at: string;
  /** The migrations of the schema that the rows are of. */
  readonly schema: readonly string[];
  /** The check values of the keys that the records stand under. */
  readonly key_checks: readonly string[];
}

/** A line in between. */
export interface ExportedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

/** The last line: without it an export is not whole. */
export interface ExportEnd {
  readonly end: true;
  readonly counts: Readonly<Record<string, number>>;
  readonly last_numbers: LastNumbers;
}
