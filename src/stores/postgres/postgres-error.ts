import { DatabaseError } from 'pg';
import { AuthorityError } from '../../core/authority-error.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';

const NUL_IN_TEXT = '22021';
const READ_ONLY = '25006';
/** Of two transactions that meet, one is told to try again: unique violation, serialization failure, deadlock. */
const REPEATABLE = ['23505', '40001', '40P01'];
/**
 * What tells of the server's state and not of a statement: connections, transaction states that it ended, the password,
 * a missing database or right, rollbacks, resources, locks, the operator, the system, a fault within.
 */
const STATE_OF_SERVER = /^(08|25|28|3D|40|53|55|57|58|F0|XX|42501)/;

/** What the store rejects with: what the server or the way to it did becomes `store_unavailable`, mistakes stay what they are. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof AuthorityError) return error;
  if (!isFromServer(error))
    return storeUnavailable(`the database does not answer: ${messageOf(error)}`, error);
  const told = withoutRows(error);
  if (told.code === NUL_IN_TEXT)
    return new AuthorityError('invalid_argument', 'text may not hold a null byte');
  if (!STATE_OF_SERVER.test(told.code ?? '')) return told;
  return storeUnavailable(`the database does not answer: ${told.message} (${told.code})`, told);
}

/** A change whose commit was not answered: it may or may not have been made, so nobody may do it again unasked. */
export class UnknownOutcomeError extends AuthorityError {
  constructor(cause: unknown) {
    super('store_unavailable', 'the database did not confirm the change: it may or may not have been made');
    this.cause = cause;
  }
}

/** An error that the server sent in answer to a statement, after which the connection goes on. */
export function isRefusedStatement(error: unknown): boolean {
  const cause = serverErrorOf(error);
  return cause !== null && cause.severity === 'ERROR';
}

/** Whether the same change may succeed when it is done again; nothing of it is written. */
export function isRepeatable(error: unknown): boolean {
  return REPEATABLE.includes(serverErrorOf(error)?.code ?? '');
}

/** The connection broke, or there was none: what was asked may be asked again over another one. */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof UnknownOutcomeError || !(error instanceof AuthorityError)) return false;
  return error.code === 'store_unavailable' && error.cause !== undefined && !isRefusedStatement(error);
}

/** The server takes no writes: it may have been replaced by another one. */
export function isReadOnly(error: unknown): boolean {
  return serverErrorOf(error)?.code === READ_ONLY;
}

function serverErrorOf(error: unknown): DatabaseError | null {
  if (isFromServer(error)) return error;
  return error instanceof Error && isFromServer(error.cause) ? error.cause : null;
}

function isFromServer(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError;
}

/** Details and context repeat values of rows, which no log may hold. */
function withoutRows(error: DatabaseError): DatabaseError {
  for (const name of ['detail', 'where', 'internalQuery', 'hint'] as const) delete error[name];
  return error;
}

/** Of several addresses that were tried, the first one's reason. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
