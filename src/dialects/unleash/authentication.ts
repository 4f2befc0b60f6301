import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, coversScope, operatorCaller, tokenCaller } from '../../core/access/caller.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';
import type { Verdict } from '../../core/operations/verify-token.ts';
import { HttpFault } from '../../http/http-fault.ts';
import type { Entrance } from '../dialect.ts';
import {
  authenticationRequired,
  forbidden,
  permissionMissing,
  sendError,
  type UnleashError,
  unauthorized,
} from './errors.ts';
import { type Permission, permissionsOf } from './permissions.ts';

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Who calls the admin API, and what may be asked of them. */
export interface Authentication {
  /** A hook that lets nobody pass unauthenticated. */
  readonly authenticate: Hook;
  /** A hook, before the request is validated, for callers who hold any of these permissions. */
  requireAny(permissions: readonly Permission[]): Hook;
  /** The caller of a request that passed `authenticate`. */
  callerOf(request: FastifyRequest): Caller;
}

const adminKinds: readonly KindName[] = [
  'unleash_admin_token',
  'unleash_personal_access_token',
  'access_token',
];
const dataKinds: readonly KindName[] = [
  'unleash_client_token',
  'unleash_backend_token',
  'unleash_frontend_token',
];
const NATIVE_SCOPE = 'unleash:admin';

export function createAuthentication({ door, callers }: Entrance): Authentication {
  const known = new WeakMap<FastifyRequest, Caller>();
  const callerOf = (request: FastifyRequest): Caller => {
    const caller = known.get(request);
    if (caller === undefined) throw new TypeError('This route is not behind authenticate.');
    return caller;
  };
  return {
    callerOf,
    async authenticate(request, reply) {
      if (callers === 'operator') {
        known.set(request, operatorCaller({ via: 'unleash', requestId: request.id }, null));
        return;
      }
      const secret = presentedSecret(request);
      if (secret === null) return sendError(authenticationRequired(), request, reply);
      const verdict = await door.present(request, { secret, kinds: adminKinds });
      const refusal = refusalOf(verdict);
      if (refusal !== null) return sendError(refusal, request, reply);
      if (verdict.valid) known.set(request, tokenCaller(verdict.record, door.origin(request, 'unleash')));
    },
    requireAny: (permissions) => async (request, reply) => {
      const held = permissionsOf(callerOf(request));
      if (!permissions.some((one) => held.has(one)))
        return sendError(permissionMissing(permissions), request, reply);
    },
  };
}

/** The raw header, a leading `Bearer` stripped once; null when there is none. */
function presentedSecret({ headers }: FastifyRequest): string | null {
  return headers.authorization?.replace(/^Bearer[ \t]+/i, '') || null;
}

function refusalOf(verdict: Verdict): UnleashError | null {
  if (verdict.valid) {
    const { kind, scopes } = verdict.record.token;
    const mayEnter = kind !== 'access_token' || coversScope(scopes, NATIVE_SCOPE);
    return mayEnter ? null : permissionMissing(['ADMIN']);
  }
  const { reason, record } = verdict;
  if (reason === 'rate_limited')
    throw new HttpFault('too_many_failures', 'Too many requests, please try again later.', {
      retryAfterSeconds: verdict.retryAfterSeconds ?? 1,
    });
  if (reason === 'ip_denied') return forbidden('This token may not be used from this address.');
  const forAnotherApi = reason === 'wrong_kind' && record !== null && dataKinds.includes(record.token.kind);
  return forAnotherApi ? forbidden('This token is not for the admin API.') : unauthorized();
}
