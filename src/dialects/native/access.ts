import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, coversScope, operatorCaller, tokenCaller } from '../../core/access/caller.ts';
import { ROOT_ACCOUNT_ID } from '../../core/operations/prepare-installation.ts';
import type { Verdict } from '../../core/operations/verify-token.ts';
import type { Entrance } from '../dialect.ts';
import type { CallNeeds } from '../dialect-reference.ts';
import { type Problem, sendProblem } from './errors.ts';

/** The scopes that the native calls need. */
type NativeScope =
  | 'tokens:read'
  | 'tokens:write'
  | 'tokens:verify'
  | 'tokens:identify'
  | 'tokens:revoke'
  | 'directory:read'
  | 'directory:write'
  | 'audit:read';

interface Gate {
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** The same in words, for the reference of the API. */
  readonly config: { readonly needs: CallNeeds };
}

/** Who may call what; each answer is route options that decide before the body is read. */
export interface Access {
  /** Whoever presents a good access token. */
  authenticated(): Gate;
  /** Like `authenticated`, for accounts that may change what is theirs: viewers may not. */
  owner(): Gate;
  /** A token with this scope, of an account of any role. */
  scoped(scope: NativeScope): Gate;
  /** A token with any of these scopes, of an administrator. */
  admin(...scopes: NativeScope[]): Gate;
  /** Whoever passed the gate. */
  callerOf(request: FastifyRequest): Caller;
}

/** Sets up who may call what at an entrance. */
export function createAccess(entrance: Entrance): Access {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const gate = (needs: CallNeeds, objection: (caller: Caller) => string | null): Gate => ({
    config: { needs },
    async onRequest(request, reply) {
      const caller = await authenticate(entrance, request);
      if ('status' in caller) return sendProblem(request, reply, caller);
      const detail = objection(caller);
      if (detail !== null) return sendProblem(request, reply, { status: 403, detail });
      callers.set(request, caller);
    },
  });
  return {
    authenticated: () => gate({ scopes: [] }, () => null),
    owner: () =>
      gate({ role: 'owner', scopes: [] }, ({ role }) => (role === 'viewer' ? 'A viewer only reads.' : null)),
    scoped: (scope) => gate({ scopes: [scope] }, (caller) => lacking(caller, [scope])),
    admin: (...scopes) =>
      gate({ role: 'admin', scopes }, (caller) => notAdmin(caller) ?? lacking(caller, scopes)),
    callerOf(request) {
      const caller = callers.get(request);
      if (caller === undefined) throw new TypeError('This route has no gate.');
      return caller;
    },
  };
}

/** The token of an `Authorization` header; null where it holds none. */
export function presentedBearer(authorization: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

async function authenticate(
  { authority, callers, door }: Entrance,
  request: FastifyRequest,
): Promise<Caller | Problem> {
  if (callers === 'operator') {
    // By its number: an administrator may have given root another name, and the operator must get in all the same.
    const root = await authority.account(ROOT_ACCOUNT_ID);
    return operatorCaller({ via: 'command_line', requestId: request.id }, root);
  }
  const secret = presentedBearer(request.headers.authorization);
  if (secret === null) return unauthorized;
  const verdict = await door.present(request, { secret, kinds: ['access_token'] });
  return verdict.valid ? tokenCaller(verdict.record, door.origin(request, 'native')) : refusalOf(verdict);
}

// One answer for every reason: whoever guesses must not learn how close the guess was.
const unauthorized: Problem = { status: 401, detail: 'Authentication failed' };

function refusalOf({ reason, retryAfterSeconds = 1 }: Verdict & { readonly valid: false }): Problem {
  if (reason !== 'rate_limited') return unauthorized;
  return { status: 429, detail: 'This token is used more often than its limit allows.', retryAfterSeconds };
}

function notAdmin({ role }: Caller): string | null {
  return role === 'admin' ? null : 'This call needs an administrator.';
}

function lacking({ scopes }: Caller, anyOf: readonly NativeScope[]): string | null {
  const isCovered = anyOf.some((scope) => coversScope(scopes, scope));
  return isCovered ? null : `This call needs the scope ${anyOf.join(' or ')}.`;
}
