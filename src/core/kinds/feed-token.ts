import { exampleSecret } from './example-secret.ts';
import { createFeedTokenFormat } from './feed-token-format.ts';
import type { Kind, KindSettings } from './kind.ts';

/** GitLab's feed token. */
export function createFeedTokenKind(settings: KindSettings): Kind {
  const format = createFeedTokenFormat(settings);
  return {
    name: 'feed_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'reset',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
