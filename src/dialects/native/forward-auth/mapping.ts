import type { FastifyReply } from 'fastify';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Judgement } from './judge-for-gateway.ts';

/** Answers a gateway: all there is to say stands in the status and the headers. */
export function toAnswer(judgement: Judgement, reply: FastifyReply): FastifyReply {
  if (judgement.status === 200) reply.headers(toIdentityHeaders(judgement.record));
  if (judgement.status === 401) reply.header('www-authenticate', 'Bearer');
  if (judgement.status === 403) {
    reply.header('x-token-reason', judgement.reason);
    if (judgement.retryAfterSeconds !== undefined)
      reply.header('retry-after', String(judgement.retryAfterSeconds));
  }
  return reply.code(judgement.status).send();
}

/** Every header is always there, empty where unset: a gateway that copies them overwrites forged ones. */
export function toIdentityHeaders({ token, account, resource }: TokenDetails): Record<string, string> {
  return {
    'x-token-id': String(token.id),
    'x-token-kind': token.kind,
    'x-token-account': account === null ? '' : toHeaderValue(account.username),
    'x-token-account-id': account === null ? '' : String(account.id),
    'x-token-scopes': token.scopes.map(toHeaderValue).join(' '),
    'x-token-resource': resource === null ? '' : `${resource.type}:${toHeaderValue(resource.path)}`,
  };
}

/** Whatever is not visible ASCII, and `%`, is percent-encoded: a name can neither end a header nor begin another. */
function toHeaderValue(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x24\x26-\x7e]+/g, encodeURIComponent);
}
