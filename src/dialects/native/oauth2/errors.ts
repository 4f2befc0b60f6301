import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { HttpFault, HttpFaultKind } from '../../../http/http-fault.ts';

/** An error of RFC 6749, section 5.2. */
export interface OAuthError {
  readonly status: number;
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'insufficient_scope'
    | 'unsupported_token_type'
    | 'temporarily_unavailable'
    | 'server_error';
  readonly description: string;
  readonly retryAfterSeconds?: number | null;
  /** What the caller may authenticate with. */
  readonly challenges?: readonly string[];
}

/** Sends an error; the server marks every answer as not to be stored. */
export function sendOAuthError(
  reply: FastifyReply,
  { status, error, description, retryAfterSeconds, challenges = [] }: OAuthError,
): FastifyReply {
  if (retryAfterSeconds) reply.header('retry-after', String(retryAfterSeconds));
  if (challenges.length > 0) reply.header('www-authenticate', [...challenges]);
  // A buffer, because the framework adds a charset to the content type of everything else.
  return reply
    .code(status)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify({ error, error_description: description })));
}

/** Answers a refusal of the authority or a fault of the request as RFC 6749 has it. */
export function refuseAsOAuth(
  refusal: AuthorityError | HttpFault,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (refusal instanceof AuthorityError)
    return sendOAuthError(
      reply,
      refusal.code === 'store_unavailable'
        ? { ...unavailable, retryAfterSeconds: 1 }
        : { status: 400, error: 'invalid_request', description: refusal.message },
    );
  if (refusal.allow.length > 0) reply.header('allow', refusal.allow.join(', '));
  const { retryAfterSeconds } = refusal;
  return sendOAuthError(reply, {
    description: refusal.message,
    ...errorOfFault[refusal.kind],
    retryAfterSeconds,
  });
}

const unavailable = {
  status: 503,
  error: 'temporarily_unavailable',
  description: 'The service is temporarily unavailable.',
} as const;

type Answer = Pick<OAuthError, 'status' | 'error'> & { readonly description?: string };
const badRequest = (status: number): Answer => ({ status, error: 'invalid_request' });

const errorOfFault: Readonly<Record<HttpFaultKind, Answer>> = {
  bad_url: { ...badRequest(400), description: 'The request target is not valid.' },
  not_found: { ...badRequest(404), description: 'There is no such path.' },
  method_not_allowed: { ...badRequest(405), description: 'Only POST is answered here.' },
  malformed_body: badRequest(400),
  // RFC 6749 has one status for every fault of a request.
  unsupported_media_type: badRequest(400),
  body_too_large: { ...badRequest(413), description: 'The body is too large.' },
  uri_too_long: { ...badRequest(414), description: 'The request target is too long.' },
  invalid_request: badRequest(400),
  too_many_failures: { status: 429, error: 'temporarily_unavailable' },
  unavailable,
  internal: { status: 500, error: 'server_error', description: 'An unexpected error occurred.' },
};
