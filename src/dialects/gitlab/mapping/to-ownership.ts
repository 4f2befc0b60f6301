import type { TokenDetails } from '../../../core/token/token.ts';
import type { Owner } from '../schemas/ownership.ts';

/**
 * Kind and owner of a token. Project and group tokens belong to their project or group: the account that they act as
 * exists for the token alone, and stands in `user_id`.
 */
export function toOwnership({ token, account, resource }: TokenDetails): {
  type: string;
  owner: Owner | null;
} {
  const holder = account === null || isOwnBot(token.kind) ? (resource ?? account) : account;
  return {
    type: token.kind,
    owner: holder === null ? null : { id: holder.id, type: holder.type, name: holder.name },
  };
}

function isOwnBot(kind: string): boolean {
  return kind === 'project_access_token' || kind === 'group_access_token';
}
