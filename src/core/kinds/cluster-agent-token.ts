import { exampleSecret } from './example-secret.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { Kind, KindSettings } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's token of an agent for Kubernetes. */
export function createClusterAgentTokenKind(settings: KindSettings): Kind {
  const format = createRandomBodyFormat(gitlabPrefixes(settings, 'glagent-'), 50);
  return {
    name: 'cluster_agent_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['agent'],
    resourceRequired: true,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
