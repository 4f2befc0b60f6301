import { AuthorityError } from '../../core/authority-error.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';

const SQLITE_ERROR = 1;
const SQLITE_CONSTRAINT = 19;
const SQLITE_MISMATCH = 20;

/** What the store rejects with: faults of the disk, the file or the lock become `store_unavailable`, mistakes stay what they are. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof AuthorityError) return error;
  const code = primaryCode(error);
  if (code === SQLITE_ERROR || code === SQLITE_CONSTRAINT || code === SQLITE_MISMATCH) return error;
  if (code === null && !isClosedDatabase(error)) return error;
  return storeUnavailable(`the database does not answer: ${(error as Error).message}`, error);
}

/** SQLite's result code without its details (low byte); null for what did not come from SQLite. */
function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === 5 || code === 6;
}

function isClosedDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE';
}
