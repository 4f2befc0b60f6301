import type { Static } from '@fastify/type-provider-typebox';
import type { Json } from '../../core/attributes.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import type { ApiToken } from './schemas.ts';

/** A token as Dynatrace describes it; members without a value are absent. */
export function toApiToken({ token, account, use }: TokenDetails): Static<typeof ApiToken> {
  const metadata = metadataOf(token.attributes.additional_metadata);
  return {
    ...(use.lastUsedAt !== null && { lastUsedDate: toTime(use.lastUsedAt) }),
    ...(use.lastUsedIp !== null && { lastUsedIpAddress: use.lastUsedIp }),
    ...(token.expiresAt !== null && { expirationDate: toTime(token.expiresAt) }),
    personalAccessToken: token.kind === 'dynatrace_personal_access_token',
    name: token.name,
    id: token.publicId,
    ...(account !== null && { owner: account.username }),
    creationDate: toTime(token.createdAt),
    ...(token.updatedAt > token.createdAt && { modifiedDate: toTime(token.updatedAt) }),
    enabled: token.disabledAt === null && token.revokedAt === null,
    scopes: [...token.scopes],
    ...(metadata !== null && { additionalMetadata: metadata }),
  };
}

function toTime(time: number): string {
  return new Date(time).toISOString();
}

// A client decodes it as a map of strings to strings and fails on anything else.
function metadataOf(value: Json | undefined): Record<string, string> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const members = Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string');
  return members.length === 0 ? null : Object.fromEntries(members);
}
