import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's incoming email token. */
export function createIncomingEmailTokenKind(): Kind {
  const format = createRandomBodyFormat(['glimt-'], 25);
  return {
    name: 'incoming_email_token',
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
