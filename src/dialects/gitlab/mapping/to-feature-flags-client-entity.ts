import type { TokenDetails } from '../../../core/token/token.ts';
import type { FeatureFlagsClientEntity } from '../schemas/feature-flags-client-entity.ts';
import { toOwnership } from './to-ownership.ts';

export function toFeatureFlagsClientEntity(details: TokenDetails): FeatureFlagsClientEntity {
  const { id, resourceId } = details.token;
  return { id, project_id: resourceId, ...toOwnership(details) };
}
