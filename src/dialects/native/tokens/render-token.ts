import type { Account } from '../../../core/directory/account.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { isRevoked, tokenStatus } from '../../../core/token/token-status.ts';
import { toResourceSummary } from '../mapping.ts';
import { toTimestamp } from '../timestamp.ts';

/** The Token object of the contract as JSON, the same as `toToken` gives, at a fraction of its cost. */
export function renderToken(details: TokenDetails, now: number): string {
  const { token, account, resource, createdBy, use } = details;
  const revoked = isRevoked(token, now);
  return `{"id":${token.id},"kind":"${token.kind}","name":${text(token.name)},"description":${text(
    token.description,
  )},"status":"${tokenStatus(details, now)}","public_id":${text(token.publicId)},"account":${summary(
    account,
  )},"resource":${resource === null ? 'null' : JSON.stringify(toResourceSummary(resource))},"scopes":${list(
    token.scopes,
  )},"allowed_ips":${token.allowedIps === null ? 'null' : list(token.allowedIps)},"created_at":${time(
    token.createdAt,
  )},"created_by":${summary(createdBy)},"expires_at":${time(token.expiresAt)},"revoked_at":${time(
    revoked ? token.revokedAt : null,
  )},"revoked_reason":${text(revoked ? token.revokedReason : null)},"last_used_at":${time(
    use.lastUsedAt,
  )},"last_used_ip":${text(use.lastUsedIp)},"usage_count":${use.count},"limits":${limits(
    details,
  )},"rotated_from":${token.rotatedFromId},"replaced_by":${token.replacedById},"grace_until":${time(
    token.graceUntil,
  )},"attributes":${JSON.stringify(token.attributes)}}`;
}

function text(value: string | null): string {
  return value === null ? 'null' : JSON.stringify(value);
}

function time(value: number | null): string {
  return value === null ? 'null' : `"${toTimestamp(value)}"`;
}

function list(values: readonly string[]): string {
  return values.length === 0 ? '[]' : JSON.stringify(values);
}

function summary(account: Account | null): string {
  if (account === null) return 'null';
  const { id, type, username, name } = account;
  return `{"id":${id},"type":"${type}","username":${text(username)},"name":${text(name)}}`;
}

function limits({ token }: TokenDetails): string {
  if (token.limits === null) return 'null';
  return `{"requests":${token.limits.requests},"per_seconds":${token.limits.perSeconds}}`;
}
