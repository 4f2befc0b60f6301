import { exampleSecret } from './example-secret.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { Kind, KindSettings } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's secret of an OAuth application. */
export function createOauthApplicationSecretKind(settings: KindSettings): Kind {
  const format = createRandomBodyFormat(gitlabPrefixes(settings, 'gloas-'), 64);
  return {
    name: 'oauth_application_secret',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['application'],
    resourceRequired: true,
    revocation: 'reset',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
