import type { Static } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorityError, type AuthorityErrorCode } from '../../core/authority-error.ts';
import type { HttpFault, HttpFaultKind } from '../../http/http-fault.ts';
import { traceIdOf } from '../../http/request-identity.ts';
import type { Dialect, DialectSettings, Entrance } from '../dialect.ts';
import type { Permission } from './permissions.ts';
import type { ErrorBody } from './schemas.ts';
import { shownPath } from './shown-path.ts';

/** A refusal with its status; the id of the trace is filled in as its id. */
export interface UnleashError {
  readonly status: number;
  readonly body: Static<typeof ErrorBody>;
}

export function authenticationRequired(): UnleashError {
  const path = '/auth/simple/login';
  const message = `You must log in to use Unleash. Your request had no authorization header, so we could not authorize you. Try logging in at ${path}.`;
  const error = named(401, 'AuthenticationRequired', message);
  return { ...error, body: { ...error.body, path, type: 'password', defaultHidden: false } };
}

export function unauthorized(): UnleashError {
  return named(401, 'UnauthorizedError', 'The token you provided is invalid, expired or has been revoked.');
}

/** A token that is good, but not here. */
export function forbidden(message: string): UnleashError {
  return { status: 403, body: { message } };
}

/** Who calls without being a user, where a user's own things are asked for. */
export function userRequired(): UnleashError {
  return named(403, 'ForbiddenError', 'This call needs a user: API tokens have no tokens of their own.');
}

export function unknownProject(): UnleashError {
  return named(404, 'NotFoundError', 'No project found.');
}

export function unknownPersonalToken(): UnleashError {
  return named(404, 'NotFoundError', 'No PAT found.');
}

export function permissionMissing(permissions: readonly Permission[]): UnleashError {
  const message = `You need one of the following permissions: ${permissions.join(', ')} to perform this action.`;
  const error = named(403, 'PermissionError', message);
  return { ...error, body: { ...error.body, permissions: [...permissions] } };
}

/** Answers a refusal; every named error carries an id. */
export function sendError(
  { status, body }: UnleashError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { name, ...rest } = body;
  return reply.code(status).send(name === undefined ? rest : { id: traceIdOf(request), name, ...rest });
}

/** How the dialect answers refusals of the authority and faults of a request. */
export function createRefusal({ authority, settings }: Entrance): Dialect['refuse'] {
  return (error, request, reply) => {
    if (!(error instanceof AuthorityError)) {
      if (error.retryAfterSeconds !== null) reply.header('retry-after', error.retryAfterSeconds);
      const path = shownPath(request.originalUrl, authority.kinds);
      return sendError(fromFault(error, path), request, reply);
    }
    return sendRefusal(named(...wireErrors[error.code], error.message), settings, request, reply);
  };
}

/** Answers a refusal of a handler: these errors lost their id in release 7.2.3. */
export function sendRefusal(
  refusal: UnleashError,
  { unleashProfile }: DialectSettings,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return unleashProfile === 7
    ? reply.code(refusal.status).send(refusal.body)
    : sendError(refusal, request, reply);
}

// A list in the wrong shape would name each of its items.
const DETAILS_MAX = 50;

function fromFault({ kind, message, fields }: HttpFault, path: string): UnleashError {
  const [status, name] = faultErrors[kind];
  if (name === null) return { status, body: { message } };
  if (status === 404) return named(404, name, `The path you were looking for (${path}) is not available.`);
  const details = fields.slice(0, DETAILS_MAX).map((one) => ({
    message: one.message,
    path: `/${[one.location, ...one.field.split('.').filter(Boolean)].join('/')}`,
  }));
  return named(status, name, message, details);
}

type Details = UnleashError['body']['details'];

function named(status: number, name: string, message: string, details: Details = []): UnleashError {
  return { status, body: { name, message, details: details.length === 0 ? [{ message }] : details } };
}

type NamedError = readonly [status: number, name: string];

const wireErrors: Readonly<Record<AuthorityErrorCode, NamedError>> = {
  invalid_argument: [400, 'BadDataError'],
  missing_argument: [400, 'BadDataError'],
  unknown_kind: [400, 'BadDataError'],
  unknown_account: [400, 'BadDataError'],
  unknown_resource: [400, 'BadDataError'],
  unknown_token: [404, 'NotFoundError'],
  scope_not_available: [400, 'BadDataError'],
  scope_not_granted: [403, 'OperationDeniedError'],
  expiry_not_allowed: [400, 'BadDataError'],
  secret_already_known: [409, 'NameExistsError'],
  name_taken: [409, 'NameExistsError'],
  resource_not_empty: [400, 'BadDataError'],
  idempotency_conflict: [409, 'NameExistsError'],
  not_revocable: [400, 'BadDataError'],
  not_rotatable: [400, 'BadDataError'],
  token_not_live: [404, 'NotFoundError'],
  token_limit_reached: [400, 'ExceedsLimitError'],
  not_permitted: [403, 'OperationDeniedError'],
  store_unavailable: [503, 'UnknownError'],
};

/** Without a name: Express's own body reader answers these, and its errors carry a message only. */
const faultErrors: Readonly<Record<HttpFaultKind, NamedError | readonly [status: number, name: null]>> = {
  bad_url: [400, 'BadDataError'],
  not_found: [404, 'NotFoundError'],
  method_not_allowed: [404, 'NotFoundError'],
  malformed_body: [400, null],
  unsupported_media_type: [415, 'ContentTypeError'],
  body_too_large: [413, null],
  uri_too_long: [414, 'BadDataError'],
  invalid_request: [400, 'BadDataError'],
  too_many_failures: [429, 'RateLimitError'],
  unavailable: [503, 'UnknownError'],
  internal: [500, 'UnknownError'],
};
