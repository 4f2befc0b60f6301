import { type Static, Type } from 'typebox';
import { accessTokenEntity } from './access-token-entity.ts';
import { agentTokenEntity } from './agent-token-entity.ts';
import { applicationEntity } from './application-entity.ts';
import { deployTokenEntity } from './deploy-token-entity.ts';
import { errorBodies, refusalBody } from './error-bodies.ts';
import { featureFlagsClientEntity } from './feature-flags-client-entity.ts';
import { jobEntity } from './job-entity.ts';
import { runnerEntity } from './runner-entity.ts';
import { scimTokenEntity } from './scim-token-entity.ts';
import { triggerEntity } from './trigger-entity.ts';
import { userTokenEntity } from './user-entity.ts';

/** What is told about a token, in the shape of its kind. */
const tokenEntity = Type.Union([
  accessTokenEntity,
  deployTokenEntity,
  userTokenEntity,
  applicationEntity,
  agentTokenEntity,
  runnerEntity,
  triggerEntity,
  jobEntity,
  featureFlagsClientEntity,
  scimTokenEntity,
]);

export type TokenEntity = Static<typeof tokenEntity>;

const body = Type.Object({
  token: Type.String({
    description:
      'The token, in a JSON body or a form. In the query string it is accepted too, but ends in the logs of proxies.',
  }),
});

const errors = {
  ...errorBodies,
  422: Type.Object(refusalBody.properties, { description: 'The token begins with no known prefix' }),
};

/** The calls of the token information API. */
export const adminTokenCalls = {
  identify: {
    operationId: 'gitlabIdentifyToken',
    summary: 'Get information on a token of any GitLab kind',
    description: 'Tells what a token is without using it, revoked and expired tokens included.',
    tags: ['GitLab: token information'],
    body,
    response: { 200: tokenEntity, ...errors },
  },
  revoke: {
    operationId: 'gitlabRevokeToken',
    summary: 'Revoke a token of any GitLab kind',
    description:
      'Revokes the token, or replaces its secret where its kind has but one (feed, incoming email, OAuth application, runner, feature flags client).',
    tags: ['GitLab: token information'],
    body,
    response: { 204: Type.Null({ description: 'The token has no power any more' }), ...errors },
  },
};
