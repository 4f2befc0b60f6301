import type { Static } from '@fastify/type-provider-typebox';
import type { Json } from '../../core/attributes.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { modifiedAt } from '../../core/token/token-position.ts';
import type { ApiToken } from './schemas.ts';

/** A token as Dynatrace describes it; members without a value are absent. */
export function toApiToken({ token, account, use }: TokenDetails): Static<typeof ApiToken> {
  const metadata = metadataOf(token.attributes.additional_metadata);
  const modified = modifiedAt(token);
  return {
    ...(use.lastUsedAt !== null && { lastUsedDate: toTime(use.lastUsedAt) }),
    ...(use.lastUsedIp !== null && { lastUsedIpAddress: use.lastUsedIp }),
    ...(token.expiresAt !== null && { expirationDate: toTime(token.expiresAt) }),
    personalAccessToken: token.kind === 'dynatrace_personal_access_token',
    name: token.name,
    id: token.publicId,
    ...(account !== null && { owner: account.username }),
    creationDate: toTime(token.createdAt),
    ...(modified !== null && { modifiedDate: toTime(modified) }),
    enabled: isEnabled(token),
    scopes: [...token.scopes],
    ...(metadata !== null && { additionalMetadata: metadata }),
  };
}

/** Neither switched off nor replaced; an expired token may be enabled. */
export function isEnabled({ disabledAt, revokedAt }: TokenDetails['token']): boolean {
  return disabledAt === null && revokedAt === null;
}

export function toTime(time: number): string {
  return new Date(time).toISOString();
}

// A client decodes it as a map of strings to strings and fails on anything else.
function metadataOf(value: Json | undefined): Record<string, string> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const members = Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string');
  return members.length === 0 ? null : Object.fromEntries(members);
}
