import type { TokenDetails } from '../../../core/token/token.ts';
import type { ApplicationEntity } from '../schemas/application-entity.ts';
import { requiredResource } from './required-resource.ts';
import { toListedApplicationEntity } from './to-listed-application-entity.ts';
import { toOwnership } from './to-ownership.ts';

export function toApplicationEntity(details: TokenDetails): ApplicationEntity {
  return { ...toListedApplicationEntity(requiredResource(details)), ...toOwnership(details) };
}
