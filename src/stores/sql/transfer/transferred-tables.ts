import type { Database } from '../schema.ts';

/** A table whose rows go along when an installation moves to another engine. */
export interface TransferredTable {
  readonly name: TransferredName;
  /** By which it is read, page by page. */
  readonly key: readonly string[];
  /** Columns that hold bytes. */
  readonly blobs: readonly string[];
  /** The engine numbers its rows. */
  readonly isNumbered: boolean;
}

export type TransferredName = Exclude<keyof Database, 'migration'>;

/** Every table in which records are, those that others refer to first. */
export const transferredTables: readonly TransferredTable[] = [
  table('setting', ['name']),
  table('account_sequence', ['id']),
  table('account', ['id']),
  table('resource', ['id'], { isNumbered: true }),
  table('token', ['id'], { blobs: ['digest', 'sealed'], isNumbered: true }),
  table('token_use', ['token_id']),
  table('token_address', ['token_id', 'ip']),
  table('use_journal', ['id']),
  table('change_clock', ['id']),
  table('idempotency', ['key']),
  table('audit_event', ['id'], { isNumbered: true }),
];

function table(
  name: TransferredName,
  key: readonly string[],
  { blobs = [], isNumbered = false }: Partial<Pick<TransferredTable, 'blobs' | 'isNumbered'>> = {},
): TransferredTable {
  return { name, key, blobs, isNumbered };
}
