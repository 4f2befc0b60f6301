import type { FastifyReply, FastifyRequest } from 'fastify';
import { coversScope } from '../../../core/access/caller.ts';
import type { Entrance } from '../../dialect.ts';
import { type OAuthError, sendOAuthError } from './errors.ts';

const SCOPE = 'tokens:verify';

/** Lets pass who presents a good access token with the scope to verify, as Bearer or as the password of HTTP Basic. */
export function introspectionGate({ callers, door }: Entrance) {
  return {
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      if (callers === 'operator') return;
      const presented = presentedSecret(request.headers.authorization ?? '');
      if (presented === null) return sendOAuthError(reply, unauthenticated('none'));
      const { scheme, secret } = presented;
      const verdict = await door.present(request, { secret, kinds: ['access_token'] });
      if (verdict.valid && coversScope(verdict.record.token.scopes, SCOPE)) return;
      if (verdict.valid) return sendOAuthError(reply, lacksScope(scheme));
      const { reason, retryAfterSeconds = 1 } = verdict;
      return sendOAuthError(
        reply,
        reason === 'rate_limited' ? tooOften(retryAfterSeconds) : unauthenticated(scheme),
      );
    },
  };
}

type Scheme = 'bearer' | 'basic';

/** The secret and the way it came in; null for none. The user name of HTTP Basic says nothing. */
function presentedSecret(authorization: string): { scheme: Scheme; secret: string } | null {
  const [, name = '', value = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? [];
  if (name.toLowerCase() === 'bearer') return { scheme: 'bearer', secret: value };
  if (name.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? null : { scheme: 'basic', secret: pair.slice(colon + 1) };
}

const bearer = 'Bearer realm="Jeton API"';
const basic = 'Basic realm="Jeton API", charset="UTF-8"';
// RFC 6750, section 3.1: no error is named to who has not tried.
const challengesOf = {
  none: [bearer, basic],
  bearer: [`${bearer}, error="invalid_token"`],
  basic: [basic],
} as const;

function unauthenticated(scheme: Scheme | 'none'): OAuthError {
  const description = 'Authentication failed.';
  return { status: 401, error: 'invalid_client', description, challenges: challengesOf[scheme] };
}

function lacksScope(scheme: Scheme): OAuthError {
  const challenges =
    scheme === 'bearer' ? [`${bearer}, error="insufficient_scope", scope="${SCOPE}"`] : [basic];
  const description = `This call needs the scope ${SCOPE}.`;
  return { status: 403, error: 'insufficient_scope', description, challenges };
}

function tooOften(retryAfterSeconds: number): OAuthError {
  const description = 'This token is used more often than its limit allows.';
  return { status: 429, error: 'temporarily_unavailable', description, retryAfterSeconds };
}
