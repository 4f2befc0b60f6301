import { type Static, Type } from 'typebox';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { accessTokenEntity } from '../schemas/access-token-entity.ts';
import { agentTokenEntity } from '../schemas/agent-token-entity.ts';
import { applicationEntity } from '../schemas/application-entity.ts';
import { deployTokenEntity } from '../schemas/deploy-token-entity.ts';
import { refusalBody } from '../schemas/error-bodies.ts';
import { featureFlagsClientEntity } from '../schemas/feature-flags-client-entity.ts';
import { jobEntity } from '../schemas/job-entity.ts';
import { runnerEntity } from '../schemas/runner-entity.ts';
import { scimTokenEntity } from '../schemas/scim-token-entity.ts';
import { triggerEntity } from '../schemas/trigger-entity.ts';
import { userTokenEntity } from '../schemas/user-entity.ts';

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

/** The parameter of both calls. */
export const tokenArguments = {
  token: argument.required(
    argument.secret(
      'The token, in a JSON body or a form. In the query string it is accepted too, but ends in the logs of proxies.',
    ),
  ),
};

const unknownType = {
  422: Type.Object(refusalBody.properties, { description: 'The token begins with no known prefix' }),
};

/** The calls of the token information API. */
export const tokenInformationCalls = {
  identify: describeCall({
    id: 'IdentifyToken',
    area: 'token information',
    method: 'POST',
    summary: 'Get information on a token of any GitLab kind',
    description: 'Tells what a token is without using it, revoked and expired tokens included.',
    parameters: tokenArguments,
    example: { token: 'glpat-JNqtJFVdyoYir08cEGxjRm86MQp1OjIH.01.0w11vbqlj' },
    answers: { 200: tokenEntity, ...unknownType },
  }),
  revoke: describeCall({
    id: 'RevokeToken',
    area: 'token information',
    method: 'DELETE',
    summary: 'Revoke a token of any GitLab kind',
    description:
      'Revokes the token, or replaces its secret where its kind has but one (feed, incoming email, OAuth application, runner, feature flags client).',
    parameters: tokenArguments,
    example: { token: 'glpat-JNqtJFVdyoYir08cEGxjRm86MQp1OjIH.01.0w11vbqlj' },
    answers: { 204: Type.Null({ description: 'The token has no power any more' }), ...unknownType },
  }),
};
