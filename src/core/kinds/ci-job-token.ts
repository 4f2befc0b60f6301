import { createCiJobTokenFormat } from './ci-job-token-format.ts';
import { exampleSecret } from './example-secret.ts';
import type { Kind, KindSettings } from './kind.ts';

/** GitLab's job token: it acts for the user whose job is running. */
export function createCiJobTokenKind(settings: KindSettings): Kind {
  const format = createCiJobTokenFormat(settings);
  return {
    name: 'ci_job_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: ['job'],
    resourceRequired: true,
    revocation: 'none',
    rotatable: false,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
