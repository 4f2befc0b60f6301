import type { FastifyReply } from 'fastify';
import { AuthorityError, type AuthorityErrorCode } from '../../core/authority-error.ts';
import type { FieldFault, HttpFault, HttpFaultKind } from '../../http/http-fault.ts';
import type { Dialect, Entrance } from '../dialect.ts';

/** One thing wrong with a request; the order of the members is the order on the wire. */
interface ConstraintViolation {
  readonly path: string;
  readonly message: string;
  readonly parameterLocation: 'HEADER' | 'PATH' | 'PAYLOAD_BODY' | 'QUERY';
  readonly location: null;
}

/** Answers with the envelope of every error; clients read its code before the status. */
export function sendError(
  reply: FastifyReply,
  code: number,
  message: string,
  violations: readonly ConstraintViolation[] = [],
): FastifyReply {
  const error = { code, message, ...(violations.length > 0 && { constraintViolations: violations }) };
  return reply.code(code).send({ error });
}

/** How the dialect answers refusals of the authority and faults of a request. */
export function createRefusal({ authority }: Pick<Entrance, 'authority'>): Dialect['refuse'] {
  return (error, _request, reply) => {
    if (error instanceof AuthorityError) return sendRefusal(error, reply);
    const [status, message] = faultErrors[error.kind];
    if (error.allow.length > 0) reply.header('allow', error.allow.join(', '));
    if (error.retryAfterSeconds !== null) reply.header('retry-after', error.retryAfterSeconds);
    if (status === 429) reply.headers(throttled(authority.clock.now(), error.retryAfterSeconds ?? 1));
    return sendError(reply, status, message ?? error.message, violationsOf(error));
  };
}

function sendRefusal({ code, field, message }: AuthorityError, reply: FastifyReply): FastifyReply {
  const status = wireErrors[code];
  return status === 400
    ? sendError(reply, status, 'Constraints violated.', [violation('body', field ?? '', message)])
    : sendError(reply, status, fixedMessages[status] ?? message);
}

/** What a store says of its failure is nobody's but the operator's. */
const fixedMessages: Partial<Readonly<Record<number, string>>> = {
  404: 'HTTP 404 Not Found',
  503: 'HTTP 503 Service Unavailable',
};

/** The reset is told in microseconds. */
function throttled(now: number, retryAfterSeconds: number): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String((now + retryAfterSeconds * 1000) * 1000),
  };
}

function violationsOf({ kind, message, fields }: HttpFault): readonly ConstraintViolation[] {
  if (kind === 'bad_url') return [violation('path', '', message)];
  if (kind === 'malformed_body') return [violation('body', '', message)];
  return fields.map(({ location, field, message: text }) => violation(location, field, text));
}

const locations = { body: 'PAYLOAD_BODY', query: 'QUERY', path: 'PATH', header: 'HEADER' } as const;

function violation(location: FieldFault['location'], path: string, message: string): ConstraintViolation {
  return { path, message, parameterLocation: locations[location], location: null };
}

const wireErrors: Readonly<Record<AuthorityErrorCode, number>> = {
  invalid_argument: 400,
  missing_argument: 400,
  unknown_kind: 400,
  unknown_account: 400,
  unknown_resource: 400,
  unknown_token: 404,
  scope_not_available: 400,
  scope_not_granted: 403,
  expiry_not_allowed: 400,
  secret_already_known: 409,
  name_taken: 409,
  resource_not_empty: 409,
  idempotency_conflict: 409,
  not_revocable: 400,
  not_rotatable: 400,
  token_not_live: 400,
  token_limit_reached: 403,
  not_permitted: 403,
  store_unavailable: 503,
};

/** Without a message: the fault's own says more. */
const faultErrors = {
  bad_url: [400, 'Constraints violated.'],
  not_found: [404, 'HTTP 404 Not Found'],
  method_not_allowed: [405, 'HTTP 405 Method Not Allowed'],
  malformed_body: [400, 'Constraints violated.'],
  unsupported_media_type: [415, 'HTTP 415 Unsupported Media Type'],
  body_too_large: [413, 'HTTP 413 Request Entity Too Large'],
  uri_too_long: [414, 'HTTP 414 Request-URI Too Long'],
  invalid_request: [400, 'Constraints violated.'],
  too_many_failures: [429, null],
  unavailable: [503, null],
  internal: [500, null],
} as const satisfies Readonly<Record<HttpFaultKind, readonly [status: number, message: string | null]>>;
