import type { Account } from '../../../core/directory/account.ts';
import type { FullUserEntity } from '../schemas/directory-entities.ts';
import type { Rendering } from './rendering.ts';
import { toUserEntity } from './to-user-entity.ts';

/** An account as it is shown to itself and to administrators. */
export function toFullUserEntity(account: Account, rendering: Pick<Rendering, 'baseUrl'>): FullUserEntity {
  const mayCreate = account.role !== 'viewer' && account.type !== 'bot';
  return {
    ...toUserEntity(account, rendering),
    email: account.email,
    is_admin: account.role === 'admin',
    can_create_group: mayCreate,
    can_create_project: mayCreate,
    external: false,
  };
}
