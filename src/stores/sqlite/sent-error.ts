import { AuthorityError } from '../../core/authority-error.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';

/** An error as it crosses threads: SQLite's and the program's own words, never the values of a statement. */
export interface SentError {
  readonly message: string;
  readonly unavailable: boolean;
  readonly cause: { readonly message: string; readonly errcode: number | null } | null;
}

export function toSentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { message: String(error), unavailable: false, cause: null };
  const unavailable = error instanceof AuthorityError && error.code === 'store_unavailable';
  const { cause } = error;
  if (!(cause instanceof Error)) return { message: error.message, unavailable, cause: null };
  const errcode = 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode : null;
  return { message: error.message, unavailable, cause: { message: cause.message, errcode } };
}

export function fromSentError({ message, unavailable, cause }: SentError): Error {
  const inner =
    cause === null ? undefined : Object.assign(new Error(cause.message), { errcode: cause.errcode });
  return unavailable ? storeUnavailable(message, inner) : new Error(message, { cause: inner });
}
