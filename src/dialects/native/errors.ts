import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorityError, type AuthorityErrorCode } from '../../core/authority-error.ts';
import type { FieldFault, HttpFault, HttpFaultKind } from '../../http/http-fault.ts';
import { traceIdOf } from '../../http/request-identity.ts';

/** Answers a refusal of the authority or a fault of the request as a problem. */
export function refuse(
  error: AuthorityError | HttpFault,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof AuthorityError) return sendProblem(request, reply, authorityProblem(error));
  if (error.allow.length > 0) reply.header('allow', error.allow.join(', '));
  return sendProblem(request, reply, faultProblem(error));
}

/** What is wrong, before it is bound to a request. */
export interface Problem {
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterSeconds?: number | null;
}

/** Sends a problem of RFC 9457; an object with other members than the contract's never leaves here. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, retryAfterSeconds } = problem;
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Jeton API"');
  if (retryAfterSeconds) reply.header('retry-after', String(retryAfterSeconds));
  // A buffer, because the framework adds a charset to the content type of everything else.
  return reply
    .code(status)
    .header('x-trace-id', traceIdOf(request))
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problemObject(request, problem))));
}

/** A fault as the problem object that answers one part of a request, where the rest is answered all the same. */
export function toProblemObject(request: FastifyRequest, fault: HttpFault): object {
  return problemObject(request, faultProblem(fault));
}

/** The body of an answer 503 to a request that the framework never saw. */
export function unavailableBody(requestId: string, url: string): string {
  const { status, detail } = UNAVAILABLE;
  const problem = { type: 'about:blank', title: titles[status], status, detail, instance: url };
  return JSON.stringify({ ...problem, trace_id: requestId });
}

function problemObject(request: FastifyRequest, { status, detail, errors }: Problem) {
  return {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    instance: request.raw.url ?? '/',
    ...(errors !== undefined && { errors }),
    trace_id: traceIdOf(request),
  };
}

/** Reason phrases of RFC 9110. */
const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;
type ProblemStatus = keyof typeof titles;

const statusOfRefusal: Readonly<Record<AuthorityErrorCode, ProblemStatus>> = {
  invalid_argument: 422,
  missing_argument: 422,
  unknown_kind: 422,
  unknown_account: 422,
  unknown_resource: 422,
  unknown_token: 404,
  scope_not_available: 422,
  scope_not_granted: 422,
  expiry_not_allowed: 422,
  secret_already_known: 409,
  name_taken: 409,
  resource_not_empty: 409,
  idempotency_conflict: 409,
  not_revocable: 422,
  not_rotatable: 422,
  token_not_live: 409,
  token_limit_reached: 409,
  not_permitted: 403,
  store_unavailable: 503,
};

const NOT_FOUND = 'Resource not found';
const UNAVAILABLE: Problem = {
  status: 503,
  detail: 'The service is temporarily unavailable.',
  retryAfterSeconds: 1,
};

function authorityProblem({ code, message, field }: AuthorityError): Problem {
  const status = statusOfRefusal[code];
  if (status === 422) return { status, detail: VALIDATION_FAILED, errors: { [field ?? 'token']: [message] } };
  if (status === 404) return { status, detail: NOT_FOUND };
  return status === 503 ? UNAVAILABLE : { status, detail: message };
}

const VALIDATION_FAILED = 'Validation failed';

function faultProblem({ kind, message, fields, retryAfterSeconds }: HttpFault): Problem {
  if (kind === 'unavailable') return { ...UNAVAILABLE, retryAfterSeconds: retryAfterSeconds ?? 1 };
  const { status, detail = message } = problemOfFault[kind];
  if (status === 422) return { status, detail: VALIDATION_FAILED, errors: byField(fields) };
  return { status, detail, retryAfterSeconds };
}

const problemOfFault: Readonly<
  Record<Exclude<HttpFaultKind, 'unavailable'>, { status: ProblemStatus; detail?: string }>
> = {
  bad_url: { status: 400, detail: 'The request target is not valid.' },
  not_found: { status: 404, detail: NOT_FOUND },
  method_not_allowed: { status: 405, detail: 'The HTTP method used is not supported for this endpoint.' },
  malformed_body: { status: 400 },
  unsupported_media_type: { status: 415 },
  body_too_large: { status: 413, detail: 'The body is too large.' },
  uri_too_long: { status: 414, detail: 'The request target is too long.' },
  invalid_request: { status: 422 },
  too_many_failures: { status: 429 },
  internal: { status: 500, detail: 'An unexpected error occurred' },
};

function byField(fields: readonly FieldFault[]): Record<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const { field, message } of fields) {
    const name = field === '' ? 'body' : field;
    errors.set(name, [...new Set([...(errors.get(name) ?? []), message])]);
  }
  return Object.fromEntries(errors);
}
