import { exampleSecret } from './example-secret.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { Kind, KindSettings } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's token of a project's feature flags client. */
export function createFeatureFlagsClientTokenKind(settings: KindSettings): Kind {
  const format = createRandomBodyFormat(gitlabPrefixes(settings, 'glffct-'), 20);
  return {
    name: 'feature_flags_client_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['project'],
    resourceRequired: true,
    revocation: 'reset',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
