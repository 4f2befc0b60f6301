/** One step of the schema, forward only; it is never edited once released. */
export interface Migration {
  readonly name: string;
  statements(types: ColumnTypes): readonly string[];
}

/** What engines spell differently in a table's definition. */
export interface ColumnTypes {
  /** A primary key that numbers itself and never gives a number twice. */
  readonly id: string;
  /** An integer of 53 bits at least. */
  readonly integer: string;
  /** Text that is compared byte by byte. */
  readonly text: string;
  /** JSON kept as it was written, in which `->>` finds a member. */
  readonly json: string;
  readonly blob: string;
  /** What follows the closing parenthesis of a table. */
  readonly tableEnd: string;
  /** The table of the audit, which an engine may keep in parts by time. */
  readonly auditTable: {
    /** Statements before the table is made. */
    readonly before: readonly string[];
    /** An id that numbers itself and never gives a number twice. */
    readonly id: string;
    /** What follows the last column, the closing parenthesis included. */
    readonly end: string;
    /** Statements once the table is made. */
    readonly after: readonly string[];
  };
  /** What an engine adds whose records several processes change, so that each hears of every change. */
  readonly changeLog: readonly string[];
  /** What continues an index's columns with the id, by which ties are broken, where an engine does not by itself. */
  readonly thenById: string;
  /** A query that finds a row when there is a table `migration`. */
  readonly migrationTable: string;
}
