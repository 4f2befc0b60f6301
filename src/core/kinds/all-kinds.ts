import { createAccessTokenKind } from './access-token.ts';
import { createCiJobTokenKind } from './ci-job-token.ts';
import { createClusterAgentTokenKind } from './cluster-agent-token.ts';
import { createDeployTokenKind } from './deploy-token.ts';
import { createDynatraceApiTokenKind } from './dynatrace-api-token.ts';
import { createDynatracePersonalAccessTokenKind } from './dynatrace-personal-access-token.ts';
import { createDynatraceTokenFormat } from './dynatrace-token-format.ts';
import { createFeatureFlagsClientTokenKind } from './feature-flags-client-token.ts';
import { createFeedTokenKind } from './feed-token.ts';
import { createGroupAccessTokenKind } from './group-access-token.ts';
import { createImpersonationTokenKind } from './impersonation-token.ts';
import { createImportedTokenKind } from './imported-token.ts';
import { createIncomingEmailTokenKind } from './incoming-email-token.ts';
import type { Kind, KindSettings } from './kind.ts';
import type { KindName } from './kind-name.ts';
import { createOauthApplicationSecretKind } from './oauth-application-secret.ts';
import { createPersonalAccessTokenKind } from './personal-access-token.ts';
import { createPersonalAccessTokenFormat } from './personal-access-token-format.ts';
import { createPipelineTriggerTokenKind } from './pipeline-trigger-token.ts';
import { createProjectAccessTokenKind } from './project-access-token.ts';
import { createRecogniser } from './recogniser.ts';
import type { Recognition } from './recognition.ts';
import { createRunnerAuthenticationTokenKind } from './runner-authentication-token.ts';
import { createRunnerRegistrationTokenKind } from './runner-registration-token.ts';
import { createScimTokenKind } from './scim-token.ts';
import { createUnleashAdminTokenKind } from './unleash-admin-token.ts';
import { createUnleashApiTokenFormat } from './unleash-api-token-format.ts';
import { createUnleashBackendTokenKind } from './unleash-backend-token.ts';
import { createUnleashClientTokenKind } from './unleash-client-token.ts';
import { createUnleashFrontendTokenKind } from './unleash-frontend-token.ts';
import { createUnleashPersonalAccessTokenKind } from './unleash-personal-access-token.ts';

/** The kinds of token of one installation. */
export interface Kinds {
  readonly all: readonly Kind[];
  get(name: KindName): Kind;
  /** The kind of that name; null when there is none. */
  find(name: string): Kind | null;
  /** What the shape of any string at all says about it, before any look-up; never throws. */
  recognise(secret: string): Recognition;
}

/** Makes the kinds of an installation with these settings. */
export function createKinds(settings: KindSettings): Kinds {
  const all = listKinds(settings);
  const byName = new Map<string, Kind>(all.map((kind) => [kind.name, kind]));
  return {
    all,
    get(name) {
      const kind = byName.get(name);
      if (kind === undefined) throw new TypeError(`There is no kind of token named ${name}.`);
      return kind;
    },
    find: (name) => byName.get(name) ?? null,
    recognise: createRecogniser(all),
  };
}

/** In the order of their dialects; kinds that look alike share one format. */
function listKinds(settings: KindSettings): readonly Kind[] {
  const personalAccessToken = createPersonalAccessTokenFormat(settings);
  const unleashApiToken = createUnleashApiTokenFormat();
  const dynatraceToken = createDynatraceTokenFormat();
  return [
    createAccessTokenKind(),
    createImportedTokenKind(),
    createPersonalAccessTokenKind(personalAccessToken),
    createImpersonationTokenKind(personalAccessToken),
    createProjectAccessTokenKind(personalAccessToken),
    createGroupAccessTokenKind(personalAccessToken),
    createDeployTokenKind(settings),
    createFeedTokenKind(settings),
    createOauthApplicationSecretKind(settings),
    createClusterAgentTokenKind(settings),
    createRunnerAuthenticationTokenKind(settings),
    createRunnerRegistrationTokenKind(),
    createPipelineTriggerTokenKind(),
    createCiJobTokenKind(settings),
    createFeatureFlagsClientTokenKind(settings),
    createIncomingEmailTokenKind(),
    createScimTokenKind(),
    createUnleashClientTokenKind(unleashApiToken),
    createUnleashBackendTokenKind(unleashApiToken),
    createUnleashFrontendTokenKind(unleashApiToken),
    createUnleashAdminTokenKind(),
    createUnleashPersonalAccessTokenKind(),
    createDynatraceApiTokenKind(dynatraceToken, settings),
    createDynatracePersonalAccessTokenKind(dynatraceToken, settings),
  ];
}
