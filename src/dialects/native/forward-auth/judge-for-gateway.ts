import type { FastifyRequest } from 'fastify';
import type { Verdict } from '../../../core/operations/verify-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { HttpFault } from '../../../http/http-fault.ts';
import { noteDenial } from '../../../http/request-notes.ts';
import type { Entrance } from '../../dialect.ts';
import { parseDemands } from './parse-demands.ts';
import { presentedSecret } from './presented-secret.ts';

/** What a gateway is told of a request. */
export type Judgement =
  | { readonly status: 200; readonly record: TokenDetails }
  /** Nothing that authenticates. */
  | { readonly status: 401 }
  /** Whoever it is, the request may not pass. */
  | { readonly status: 403; readonly reason: DenialReason; readonly retryAfterSeconds?: number };

/** Reasons of a 403. */
type DenialReason =
  | 'ip_denied'
  | 'insufficient_scope'
  | 'wrong_kind'
  | 'rate_limited'
  | 'too_many_failures'
  | 'invalid_query';

/** Judges the token in a request against what the gateway's query demands; a pass counts as a use. */
export async function judgeForGateway({ door }: Entrance, request: FastifyRequest): Promise<Judgement> {
  const demands = parseDemands(request.raw.url ?? '');
  if (demands === null) {
    noteDenial(request, 'invalid_query');
    return { status: 403, reason: 'invalid_query' };
  }
  const secret = presentedSecret(request.raw.headersDistinct);
  if (secret === null) return { status: 401 };
  try {
    // Limits that the installation sets for its own calls are not for what passes through a gateway.
    const presentation = { ...demands, secret, doorLimits: null };
    return toJudgement(await door.present(request, presentation, (reason) => denialOf[reason] === null));
  } catch (error) {
    if (!(error instanceof HttpFault) || error.kind !== 'too_many_failures') throw error;
    return { status: 403, reason: error.kind, retryAfterSeconds: error.retryAfterSeconds ?? 1 };
  }
}

function toJudgement(verdict: Verdict): Judgement {
  if (verdict.valid) return { status: 200, record: verdict.record };
  const reason = denialOf[verdict.reason];
  if (reason === null) return { status: 401 };
  return reason === 'rate_limited'
    ? { status: 403, reason, retryAfterSeconds: verdict.retryAfterSeconds ?? 1 }
    : { status: 403, reason };
}

type RefusalReason = (Verdict & { readonly valid: false })['reason'];

/** A good token that may not pass is told why; whatever else is presented is told nothing, for who guesses must not learn. */
const denialOf: Readonly<Record<RefusalReason, DenialReason | null>> = {
  unknown: null,
  malformed: null,
  expired: null,
  revoked: null,
  disabled: null,
  deleted: null,
  account_blocked: null,
  // No query asks for a resource.
  wrong_resource: null,
  ip_denied: 'ip_denied',
  insufficient_scope: 'insufficient_scope',
  wrong_kind: 'wrong_kind',
  rate_limited: 'rate_limited',
};
