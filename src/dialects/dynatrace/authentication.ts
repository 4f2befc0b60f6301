import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Caller,
  coversScope,
  EVERY_SCOPE,
  operatorCaller,
  tokenCaller,
} from '../../core/access/caller.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';
import { ROOT_ACCOUNT_ID } from '../../core/operations/prepare-installation.ts';
import type { Verdict } from '../../core/operations/verify-token.ts';
import { HttpFault } from '../../http/http-fault.ts';
import type { Entrance } from '../dialect.ts';
import { sendError } from './errors.ts';

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** The scopes that the calls need. */
type DynatraceScope = 'apiTokens.read' | 'apiTokens.write' | 'TenantTokenManagement';

/** Who calls, and what may be asked of them. */
export interface Authentication {
  /** A hook that lets nobody pass unauthenticated. */
  readonly authenticate: Hook;
  /** A hook for calls that any valid token may make; a native one needs some scope of this dialect. */
  readonly requireAnyScope: Hook;
  /** A hook for calls that need this scope. */
  requireScope(scope: DynatraceScope): Hook;
  /** The caller of a request that passed `authenticate`. */
  callerOf(request: FastifyRequest): Caller;
}

/** The kinds that are this dialect's own. */
export const dynatraceKinds: readonly KindName[] = ['dynatrace_api_token', 'dynatrace_personal_access_token'];

export function createAuthentication({ authority, door, callers }: Entrance): Authentication {
  const known = new WeakMap<FastifyRequest, Caller>();
  const dialectScopes = dynatraceKinds.flatMap((name) => authority.kinds.get(name).scopes);
  const callerOf = (request: FastifyRequest): Caller => {
    const caller = known.get(request);
    if (caller === undefined) throw new TypeError('This route is not behind authenticate.');
    return caller;
  };
  return {
    callerOf,
    async authenticate(request, reply) {
      if (callers === 'operator') {
        const root = await authority.account(ROOT_ACCOUNT_ID);
        known.set(request, operatorCaller({ via: 'dynatrace', requestId: request.id }, root));
        return;
      }
      const secret = presentedSecret(request);
      if (secret === null) return sendError(reply, 401, 'Missing authorization parameter.');
      const verdict = await door.present(request, { secret, kinds: [...dynatraceKinds, 'access_token'] });
      if (!verdict.valid) return refuseVerdict(verdict, reply);
      known.set(request, tokenCaller(verdict.record, door.origin(request, 'dynatrace')));
    },
    async requireAnyScope(request, reply) {
      const { record, scopes } = callerOf(request);
      if (record === null || dynatraceKinds.includes(record.token.kind)) return;
      if (!scopes.some((one) => dialectScopes.includes(one) || one === EVERY_SCOPE))
        return scopeMissing(reply, ['apiTokens.read', 'apiTokens.write']);
    },
    requireScope: (scope) => async (request, reply) => {
      if (!coversScope(callerOf(request).scopes, scope)) return scopeMissing(reply, [scope]);
    },
  };
}

/** The secret after the scheme `Api-Token`, else the query parameter; empty for another scheme, null for nothing. */
function presentedSecret({ headers, query }: FastifyRequest): string | null {
  const header = headers.authorization ?? '';
  const secret = /^Api-Token[ \t]+(\S.*)$/i.exec(header)?.[1];
  if (secret !== undefined) return secret;
  const parameter = (query as Readonly<Record<string, unknown>>)['api-token'];
  if (typeof parameter === 'string' && parameter !== '') return parameter;
  return header === '' ? null : '';
}

function refuseVerdict(verdict: Verdict & { readonly valid: false }, reply: FastifyReply): FastifyReply {
  if (verdict.reason === 'rate_limited') {
    const limits = verdict.rate?.limits;
    // Told for a minute, whatever the window of the limit is.
    if (limits) reply.header('x-ratelimit-limit', Math.ceil((limits.requests * 60) / limits.perSeconds));
    throw new HttpFault('too_many_failures', 'Too many requests.', {
      retryAfterSeconds: verdict.retryAfterSeconds ?? 1,
    });
  }
  return verdict.reason === 'ip_denied'
    ? sendError(reply, 403, 'Token may not be used from this address.')
    : sendError(reply, 401, 'Token Authentication failed');
}

function scopeMissing(reply: FastifyReply, needed: readonly string[]): FastifyReply {
  return sendError(reply, 403, `Token is missing required scope. Use one of: ${needed.join(', ')}`);
}
