import type { FastifyReply, FastifyRequest, preValidationAsyncHookHandler } from 'fastify';
import { type Caller, coversScope, operatorCaller, tokenCaller } from '../../core/access/caller.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';
import type { Verdict } from '../../core/operations/verify-token.ts';
import type { Entrance } from '../dialect.ts';
import { GitlabError, insufficientScope, messageError, tooManyRequests, type WireError } from './errors.ts';
import type { Fields } from './form-fields.ts';
import { readParameters } from './parameters.ts';
import { rateHeaders } from './rate-headers.ts';
import { actAs } from './sudo.ts';

/** What a route asks of whoever calls it. */
interface CallerDemands {
  /** Any one of these scopes will do; `any` lets every token in, whatever its scopes. */
  readonly scopes: readonly string[] | 'any';
  readonly administrator?: boolean;
}

/** Who may come in, and who came in. */
export interface Authentication {
  /**
   * A hook that lets in callers who meet the demands, and leaves the parameters of their request in its body.
   * It refuses in GitLab's order: 401, 403, and only then what is wrong with the request.
   */
  demand(demands: CallerDemands): preValidationAsyncHookHandler;
  /** A hook that lets everybody in, for calls that present a token as a parameter. */
  readonly open: preValidationAsyncHookHandler;
  /** Whoever the hook let in. */
  callerOf(request: FastifyRequest): Caller;
}

/** The kinds of token that GitLab keeps as personal access tokens. */
export const accessTokenKinds = [
  'personal_access_token',
  'impersonation_token',
  'project_access_token',
  'group_access_token',
] as const satisfies readonly KindName[];

/** The kinds of token that authenticate a caller of GitLab's API. */
const callerKinds: readonly KindName[] = ['access_token', ...accessTokenKinds];

/** Makes the one way in to GitLab's API. */
export function createAuthentication(entrance: Entrance): Authentication {
  const callers = new WeakMap<FastifyRequest, Caller>();
  return {
    demand: (demands) => async (request, reply) => {
      const { fields, fault } = await readParameters(request);
      const caller = await identifyCaller(entrance, request, reply, fields);
      checkScopes(caller, demands);
      const acting = await actAs(entrance.authority, caller, fields.sudo ?? request.headers.sudo);
      checkRole(acting, demands, request);
      if (fault !== null) throw fault;
      callers.set(request, acting);
      request.body = fields;
    },
    open: async (request) => {
      const { fields, fault } = await readParameters(request);
      if (fault !== null) throw fault;
      request.body = fields;
    },
    callerOf(request) {
      const caller = callers.get(request);
      if (caller === undefined) throw new TypeError('This route lets everybody in.');
      return caller;
    },
  };
}

async function identifyCaller(
  entrance: Entrance,
  request: FastifyRequest,
  reply: FastifyReply,
  fields: Fields,
): Promise<Caller> {
  const origin = entrance.door.origin(request, 'gitlab');
  if (entrance.callers === 'operator') return operatorCaller(origin, null);
  const secret = presentedSecret(entrance, request, fields);
  if (typeof secret !== 'string') throw new GitlabError(unauthorized);
  const verdict = await entrance.door.present(request, { secret, kinds: callerKinds });
  if (verdict.rate !== undefined) void reply.headers(rateHeaders(verdict.rate));
  if (verdict.valid) return tokenCaller(verdict.record, origin);
  if (verdict.reason === 'revoked' && isRotation(request)) await endFamily(entrance, verdict, origin);
  throw new GitlabError(toRefusal(verdict));
}

function isRotation({ url }: FastifyRequest): boolean {
  return /access_tokens\/(?:\d+|self)\/rotate$/.test(url.split('?', 1)[0] ?? '');
}

/** Whoever presents a rotated token to rotate has stolen it, or was stolen from: its whole family ends (gitlab.md 3.2). */
async function endFamily(
  { authority }: Entrance,
  { record }: Verdict,
  origin: Parameters<typeof tokenCaller>[1],
): Promise<void> {
  if (record === null || !accessTokenKinds.some((kind) => kind === record.token.kind)) return;
  await authority.revokeDescendants(tokenCaller(record, origin), record, 'rotated_token_presented');
}

/** The first credential that a request carries decides, good or bad, in GitLab's precedence (gitlab.md 1.3). */
function presentedSecret({ authority }: Entrance, { headers }: FastifyRequest, fields: Fields): unknown {
  const jobTokenPrefixes = authority.kinds.get('ci_job_token').format.prefixes;
  const isIgnored = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.trim() === '' || jobTokenPrefixes.some((prefix) => value.startsWith(prefix))
      : value === undefined || value === null;
  return [
    fields.private_token,
    headers['private-token'],
    fields.access_token,
    /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1],
  ].find((value) => !isIgnored(value));
}

function toRefusal(verdict: Verdict & { readonly valid: false }): WireError {
  const { record, reason, retryAfterSeconds = 1 } = verdict;
  if (reason === 'rate_limited') return tooManyRequests(retryAfterSeconds);
  // A deploy token is no credential here, revoked or not.
  if (record === null || !callerKinds.includes(record.token.kind)) return unauthorized;
  if (reason === 'expired')
    return invalidToken('Token is expired. You can either do re-authorization or token refresh.');
  if (reason === 'revoked') return invalidToken('Token was revoked. You have to re-authorize from the user.');
  return unauthorized;
}

function checkScopes(caller: Caller, { scopes }: CallerDemands): void {
  if (scopes === 'any' || scopes.some((scope) => coversScope(caller.scopes, scope))) return;
  throw new GitlabError(insufficientScope(scopes));
}

// A viewer reads what is its own, and changes nothing (gitlab.md, section 0).
function checkRole(
  { role }: Caller,
  { administrator = false }: CallerDemands,
  { method }: FastifyRequest,
): void {
  const reads = method === 'GET' || method === 'HEAD';
  if ((administrator && role !== 'admin') || (role === 'viewer' && !reads))
    throw new GitlabError(messageError(403, '403 Forbidden'));
}

const unauthorized = messageError(401, '401 Unauthorized');

function invalidToken(description: string): WireError {
  return {
    status: 401,
    body: { error: 'invalid_token', error_description: description },
    headers: {
      'www-authenticate': `Bearer realm="The API", error="invalid_token", error_description="${description}"`,
    },
  };
}
