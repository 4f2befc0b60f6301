import type { TokenDetails } from '../../../core/token/token.ts';
import type { RunnerEntity } from '../schemas/runner-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';
import { requiredResource } from './required-resource.ts';
import { toOwnership } from './to-ownership.ts';
import { toUserBasicEntity } from './to-user-entity.ts';

const ONLINE_MS = 2 * 3_600_000;
const STALE_MS = 7 * 86_400_000;

/** The runner of an authentication token; what nobody imported about it is told from the token's use. */
export function toRunnerEntity(details: TokenDetails, rendering: Rendering): RunnerEntity {
  const { token, use, createdBy } = details;
  const { id, name, attributes, createdAt } = requiredResource(details);
  const paused = attribute.flag(attributes, 'paused');
  const runnerType =
    attribute.text(attributes, 'runner_type') ??
    attribute.text(token.attributes, 'runner_type') ??
    'instance_type';
  const status = attribute.text(attributes, 'status') ?? contactStatus(use.lastUsedAt, rendering.now);
  return {
    id,
    description: attribute.text(attributes, 'description') ?? name,
    ip_address: null,
    active: !paused,
    paused,
    is_shared: runnerType === 'instance_type',
    runner_type: runnerType,
    name: attribute.text(attributes, 'name'),
    online: status === 'never_contacted' ? null : status === 'online',
    created_by: createdBy === null ? null : toUserBasicEntity(createdBy, rendering),
    created_at: gitlabTime.timestamp(createdAt),
    status,
    job_execution_status: attribute.text(attributes, 'job_execution_status') ?? 'idle',
    ...toOwnership(details),
  };
}

// GitLab's own limits: heard of within two hours is online, not for a week is stale.
function contactStatus(lastUsedAt: number | null, now: number): string {
  if (lastUsedAt === null) return 'never_contacted';
  if (now - lastUsedAt <= ONLINE_MS) return 'online';
  return now - lastUsedAt <= STALE_MS ? 'offline' : 'stale';
}
