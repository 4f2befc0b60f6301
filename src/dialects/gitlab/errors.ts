import type { FastifyReply } from 'fastify';
import { AuthorityError, type AuthorityErrorCode } from '../../core/authority-error.ts';
import { type FieldFault, HttpFault, type HttpFaultKind } from '../../http/http-fault.ts';
import { send } from './send.ts';

/** An error as GitLab puts it on the wire. */
export interface WireError {
  readonly status: number;
  /** An object is sent as JSON, a string as plain text. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that is GitLab's own, thrown with the words in which it is answered. */
export class GitlabError extends HttpFault {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super('invalid_request', 'Refused.');
    this.name = 'GitlabError';
    this.wire = wire;
  }
}

/** Answers a refusal or a fault in GitLab's words. */
export function sendError(reply: FastifyReply, error: AuthorityError | HttpFault): FastifyReply {
  const { status, body, headers = {} } = toWireError(error);
  return send(reply.headers(headers), status, body);
}

/** GitLab's usual error: the status in words, with a reason where there is one. */
export function messageError(status: number, message: string | object): WireError {
  return { status, body: { message } };
}

/** The refusal of a call for which the caller's token is of the wrong sort. */
export const notAllowedError = messageError(405, '405 Method Not Allowed');

/** GitLab's usual refusal of what a caller asked for. */
export function badRequestError(reason?: string): WireError {
  return messageError(400, reason === undefined ? '400 Bad request' : `400 Bad request - ${reason}`);
}

/** GitLab's refusal of a member that its model does not take. */
export function modelError(field: string, message: string): WireError {
  return messageError(400, { [field]: [message] });
}

/** The error of GitLab's API framework, for requests that cannot be taken up. */
export function parameterError(status: number, error: string): WireError {
  return { status, body: { error } };
}

/** The refusal of a token whose scopes do not reach. */
export function insufficientScope(scopes: readonly string[]): WireError {
  return {
    status: 403,
    body: {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: scopes.join(' '),
    },
  };
}

/** GitLab's throttled answer is plain text (gitlab.md 1.4). */
export function tooManyRequests(retryAfterSeconds: number): WireError {
  return { status: 429, body: 'Retry later', headers: { 'retry-after': String(retryAfterSeconds) } };
}

function toWireError(error: AuthorityError | HttpFault): WireError {
  if (error instanceof GitlabError) return error.wire;
  return error instanceof AuthorityError ? refusals[error.code](error) : faults[error.kind](error);
}

const RETRY_AFTER_SECONDS = 60;

const badRequest = ({ message }: AuthorityError): WireError => badRequestError(message);
const conflict = ({ message }: AuthorityError): WireError => messageError(409, `409 Conflict - ${message}`);
const notFound = (): WireError => messageError(404, '404 Not Found');
const unavailable = (): WireError => messageError(503, '503 Service Unavailable');

const refusals: Readonly<Record<AuthorityErrorCode, (error: AuthorityError) => WireError>> = {
  invalid_argument: badRequest,
  missing_argument: ({ field }) => parameterError(400, `${field ?? 'parameter'} is missing`),
  unknown_kind: notFound,
  unknown_account: () => messageError(404, '404 User Not Found'),
  unknown_resource: notFound,
  unknown_token: notFound,
  scope_not_available: () => parameterError(400, 'scopes does not have a valid value'),
  scope_not_granted: badRequest,
  expiry_not_allowed: badRequest,
  secret_already_known: conflict,
  name_taken: conflict,
  resource_not_empty: conflict,
  idempotency_conflict: conflict,
  not_revocable: badRequest,
  not_rotatable: badRequest,
  token_not_live: badRequest,
  token_limit_reached: badRequest,
  not_permitted: () => messageError(403, '403 Forbidden'),
  store_unavailable: unavailable,
};

const faults: Readonly<Record<HttpFaultKind, (fault: HttpFault) => WireError>> = {
  bad_url: () => parameterError(400, '400 Bad Request'),
  not_found: () => parameterError(404, '404 Not Found'),
  method_not_allowed: ({ allow }) => ({
    ...parameterError(405, '405 Not Allowed'),
    headers: { allow: allow.join(', ') },
  }),
  malformed_body: ({ message }) => parameterError(400, message),
  unsupported_media_type: () => parameterError(415, 'The provided content-type is not supported.'),
  body_too_large: () => parameterError(413, '413 Request Entity Too Large'),
  uri_too_long: () => parameterError(414, '414 URI Too Long'),
  invalid_request: ({ fields }) => parameterError(400, fields.map(toPhrase).join(', ')),
  too_many_failures: ({ retryAfterSeconds }) => tooManyRequests(retryAfterSeconds ?? RETRY_AFTER_SECONDS),
  unavailable,
  internal: () => messageError(500, '500 Internal Server Error'),
};

function toPhrase({ field, message }: FieldFault): string {
  return /required property/.test(message) ? `${field} is missing` : `${field || 'body'} is invalid`;
}
