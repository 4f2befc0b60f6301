import type { Static } from 'typebox';
import type { Issued, IssueRequest } from '../../../core/operations/issue-token.ts';
import type { RotateRequest } from '../../../core/operations/rotate-token.ts';
import type { UpdateRequest } from '../../../core/operations/update-token.ts';
import type { TokenDetails, TokenLimits } from '../../../core/token/token.ts';
import { isRevoked, tokenStatus } from '../../../core/token/token-status.ts';
import {
  fromAccountReference,
  fromAttributes,
  fromResourceReference,
  fromTimestampOrNull,
  toAccountSummary,
  toResourceSummary,
  toTimestampOrNull,
} from '../mapping.ts';
import { toTimestamp } from '../timestamp.ts';
import type { issueTokenSchema, rotateTokenSchema, tokenSchema, updateTokenSchema } from './schemas.ts';

/** The Token object of the contract. */
export function toToken(details: TokenDetails, now: number): Static<typeof tokenSchema> {
  const { token, account, resource, createdBy, use } = details;
  // A token in its grace period is not revoked yet.
  const revoked = isRevoked(token, now);
  return {
    id: token.id,
    kind: token.kind,
    name: token.name,
    description: token.description,
    status: tokenStatus(details, now),
    public_id: token.publicId,
    account: toAccountSummary(account),
    resource: toResourceSummary(resource),
    scopes: [...token.scopes],
    allowed_ips: token.allowedIps && [...token.allowedIps],
    created_at: toTimestamp(token.createdAt),
    created_by: toAccountSummary(createdBy),
    expires_at: toTimestampOrNull(token.expiresAt),
    revoked_at: revoked ? toTimestampOrNull(token.revokedAt) : null,
    revoked_reason: revoked ? token.revokedReason : null,
    last_used_at: toTimestampOrNull(use.lastUsedAt),
    last_used_ip: use.lastUsedIp,
    usage_count: use.count,
    limits: token.limits && { requests: token.limits.requests, per_seconds: token.limits.perSeconds },
    rotated_from: token.rotatedFromId,
    replaced_by: token.replacedById,
    grace_until: toTimestampOrNull(token.graceUntil),
    attributes: { ...token.attributes },
  };
}

/** A token with its secret, where there is one to show. */
export function toIssued({ details, secret }: Issued, now: number) {
  return { data: toToken(details, now), meta: secret === null ? {} : { secret: secret.reveal() } };
}

export function fromIssueBody(
  body: Static<typeof issueTokenSchema.body>,
  { 'idempotency-key': idempotencyKey }: Static<typeof issueTokenSchema.headers>,
): IssueRequest {
  const { kind, name, account, resource, expires_at, allowed_ips, limits, attributes, ...kept } = body;
  const { scopes, description, secret } = kept;
  return {
    kind,
    name,
    ...(account !== undefined && { account: fromAccountReference(account) }),
    ...(resource !== undefined && { resource: fromResourceReference(resource) }),
    ...(scopes !== undefined && { scopes }),
    ...(expires_at !== undefined && { expiresAt: fromTimestampOrNull(expires_at) }),
    ...(allowed_ips !== undefined && { allowedIps: allowed_ips }),
    ...(limits !== undefined && { limits: fromLimits(limits) }),
    ...(description !== undefined && { description }),
    ...(attributes !== undefined && { attributes: fromAttributes(attributes) }),
    ...(secret !== undefined && { secret }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

export function fromUpdateBody(body: Static<typeof updateTokenSchema.body>): UpdateRequest {
  const { expires_at, allowed_ips, limits, ...kept } = body;
  return {
    ...kept,
    ...(expires_at !== undefined && { expiresAt: fromTimestampOrNull(expires_at) }),
    ...(allowed_ips !== undefined && { allowedIps: allowed_ips }),
    ...(limits !== undefined && { limits: fromLimits(limits) }),
  };
}

export function fromRotateBody(body: Static<typeof rotateTokenSchema.body>): RotateRequest {
  const { grace_seconds, expires_at } = body ?? {};
  return {
    ...(grace_seconds !== undefined && { graceSeconds: grace_seconds }),
    ...(expires_at !== undefined && { expiresAt: fromTimestampOrNull(expires_at) }),
  };
}

function fromLimits(limits: { requests: number; per_seconds: number } | null): TokenLimits | null {
  return limits && { requests: limits.requests, perSeconds: limits.per_seconds };
}
