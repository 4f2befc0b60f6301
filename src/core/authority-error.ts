/** Every reason for which the authority refuses a request; a dialect maps the whole union to its own errors. */
export type AuthorityErrorCode =
  | 'invalid_argument'
  | 'missing_argument'
  | 'unknown_kind'
  | 'unknown_account'
  | 'unknown_resource'
  | 'unknown_token'
  | 'scope_not_available'
  | 'scope_not_granted'
  | 'expiry_not_allowed'
  | 'secret_already_known'
  | 'name_taken'
  | 'resource_not_empty'
  | 'idempotency_conflict'
  | 'not_revocable'
  | 'not_rotatable'
  | 'token_not_live'
  | 'token_limit_reached'
  | 'not_permitted'
  | 'store_unavailable';

/** A request that the authority will not carry out; `field` names the argument at fault, where one is. */
export class AuthorityError extends Error {
  readonly code: AuthorityErrorCode;
  readonly field: string | null;

  constructor(
    code: AuthorityErrorCode,
    message: string,
    field: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AuthorityError';
    this.code = code;
    this.field = field;
  }
}
