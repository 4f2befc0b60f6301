import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createPipelineTriggerTokenFormat } from './pipeline-trigger-token-format.ts';

/** GitLab's pipeline trigger token: it runs pipelines of one project as its owner. */
export function createPipelineTriggerTokenKind(): Kind {
  const format = createPipelineTriggerTokenFormat();
  return {
    name: 'pipeline_trigger_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: ['project'],
    resourceRequired: true,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
