import type { TokenDetails } from '../../../core/token/token.ts';
import { MAINTAINER } from '../access-level.ts';
import type { ResourceTokenEntity } from '../schemas/resource-token-entity.ts';
import { attribute } from './attribute.ts';
import type { Rendering } from './rendering.ts';
import { requiredResource } from './required-resource.ts';
import { toListedTokenEntity } from './to-listed-token-entity.ts';

/** A project or group access token. */
export function toResourceTokenEntity(details: TokenDetails, rendering: Rendering): ResourceTokenEntity {
  const { id, type } = requiredResource(details);
  return {
    ...toListedTokenEntity(details, rendering),
    access_level: attribute.number(details.token.attributes, 'access_level') ?? MAINTAINER,
    resource_type: type === 'group' ? 'group' : 'project',
    resource_id: id,
  };
}
