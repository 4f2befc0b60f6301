import type { Resource } from '../../../core/directory/resource.ts';
import type { TokenDetails } from '../../../core/token/token.ts';

/** The resource of a token whose kind cannot be without one. */
export function requiredResource({ token, resource }: TokenDetails): Resource {
  if (resource === null) throw new TypeError(`A ${token.kind} belongs to a resource.`);
  return resource;
}
