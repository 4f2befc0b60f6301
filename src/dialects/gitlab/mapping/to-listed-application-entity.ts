import type { Resource } from '../../../core/directory/resource.ts';
import type { ListedApplicationEntity } from '../schemas/directory-entities.ts';
import { attribute } from './attribute.ts';

/** An OAuth application, without its secret. */
export function toListedApplicationEntity({ id, path, name, attributes }: Resource): ListedApplicationEntity {
  return {
    id,
    application_id: attribute.text(attributes, 'application_id') ?? path,
    application_name: name,
    callback_url: attribute.text(attributes, 'callback_url') ?? '',
    confidential: attribute.flag(attributes, 'confidential', true),
    scopes: attribute.texts(attributes, 'scopes'),
  };
}
