import type { TokenDetails } from '../../../core/token/token.ts';
import type { ApplicationEntity } from '../schemas/application-entity.ts';
import { attribute } from './attribute.ts';
import { requiredResource } from './required-resource.ts';
import { toOwnership } from './to-ownership.ts';

export function toApplicationEntity(details: TokenDetails): ApplicationEntity {
  const { id, path, name, attributes } = requiredResource(details);
  return {
    id,
    application_id: attribute.text(attributes, 'application_id') ?? path,
    application_name: name,
    callback_url: attribute.text(attributes, 'callback_url') ?? '',
    confidential: attribute.flag(attributes, 'confidential', true),
    scopes: attribute.texts(attributes, 'scopes'),
    ...toOwnership(details),
  };
}
