/** What can be wrong with a request before or beside what it asks for; each dialect says it in its own words. */
export type HttpFaultKind =
  | 'bad_url'
  | 'not_found'
  | 'method_not_allowed'
  | 'malformed_body'
  | 'unsupported_media_type'
  | 'body_too_large'
  | 'uri_too_long'
  | 'invalid_request'
  | 'too_many_failures'
  | 'unavailable'
  | 'internal';

/** A member of a request that is wrong. */
export interface FieldFault {
  /** Dotted path of the member, empty for the whole body. */
  readonly field: string;
  readonly message: string;
  readonly location: 'body' | 'query' | 'path' | 'header';
}

/** A fault with what its answer needs. */
export class HttpFault extends Error {
  readonly kind: HttpFaultKind;
  readonly fields: readonly FieldFault[];
  /** Methods that the path does answer, for `method_not_allowed`. */
  readonly allow: readonly string[];
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: HttpFaultKind,
    message: string,
    more: {
      readonly fields?: readonly FieldFault[];
      readonly allow?: readonly string[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'HttpFault';
    this.kind = kind;
    this.fields = more.fields ?? [];
    this.allow = more.allow ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}
