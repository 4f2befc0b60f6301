import type { Account } from '../../../core/directory/account.ts';
import type { UserBasicEntity, UserEntity } from '../schemas/user-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';

/** An account as GitLab shows its users. */
export function toUserEntity(account: Account, rendering: Pick<Rendering, 'baseUrl'>): UserEntity {
  const text = (name: string): string | null => attribute.text(account.attributes, name);
  return {
    ...toUserBasicEntity(account, rendering),
    created_at: gitlabTime.timestamp(account.createdAt),
    bio: text('bio') ?? '',
    location: text('location'),
    public_email: text('public_email') ?? '',
    skype: text('skype') ?? '',
    linkedin: text('linkedin') ?? '',
    twitter: text('twitter') ?? '',
    discord: text('discord') ?? '',
    website_url: text('website_url') ?? '',
    organization: text('organization') ?? '',
    job_title: text('job_title') ?? '',
    pronouns: text('pronouns'),
    bot: account.type !== 'user',
    work_information: text('work_information'),
    followers: 0,
    following: 0,
    is_followed: false,
    local_time: text('local_time'),
  };
}

/** An account in short. */
export function toUserBasicEntity(
  { id, username, name, blockedAt, attributes }: Account,
  { baseUrl }: Pick<Rendering, 'baseUrl'>,
): UserBasicEntity {
  return {
    id,
    username,
    name,
    state: blockedAt === null ? 'active' : 'blocked',
    locked: false,
    avatar_url: attribute.text(attributes, 'avatar_url'),
    web_url: `${baseUrl}/${encodeURIComponent(username)}`,
  };
}
