import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { TokenEntity } from '../token-information/schemas.ts';
import type { Rendering } from './rendering.ts';
import { toAccessTokenEntity } from './to-access-token-entity.ts';
import { toAgentTokenEntity } from './to-agent-token-entity.ts';
import { toApplicationEntity } from './to-application-entity.ts';
import { toDeployTokenEntity } from './to-deploy-token-entity.ts';
import { toFeatureFlagsClientEntity } from './to-feature-flags-client-entity.ts';
import { toJobEntity } from './to-job-entity.ts';
import { toRunnerEntity } from './to-runner-entity.ts';
import { toScimTokenEntity } from './to-scim-token-entity.ts';
import { toTriggerEntity } from './to-trigger-entity.ts';
import { toUserTokenEntity } from './to-user-token-entity.ts';

/** What GitLab tells about a token: a shape of its own for each type. */
export function toTokenEntity(details: TokenDetails, rendering: Rendering): TokenEntity {
  const toEntity = entities[details.token.kind];
  if (toEntity === undefined) throw new TypeError(`GitLab tells nothing about a ${details.token.kind}.`);
  return toEntity(details, rendering);
}

const entities: Readonly<
  Partial<Record<KindName, (details: TokenDetails, rendering: Rendering) => TokenEntity>>
> = {
  personal_access_token: toAccessTokenEntity,
  impersonation_token: toAccessTokenEntity,
  project_access_token: toAccessTokenEntity,
  group_access_token: toAccessTokenEntity,
  deploy_token: toDeployTokenEntity,
  feed_token: toUserTokenEntity,
  incoming_email_token: toUserTokenEntity,
  oauth_application_secret: toApplicationEntity,
  cluster_agent_token: toAgentTokenEntity,
  runner_authentication_token: toRunnerEntity,
  pipeline_trigger_token: toTriggerEntity,
  ci_job_token: toJobEntity,
  feature_flags_client_token: toFeatureFlagsClientEntity,
  scim_token: toScimTokenEntity,
};
