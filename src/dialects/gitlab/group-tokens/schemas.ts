import { Type } from 'typebox';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { sourcePath } from '../find-source.ts';
import { listedDeployTokenEntity } from '../schemas/deploy-token-entity.ts';
import { refusalBody } from '../schemas/error-bodies.ts';
import { listedTokenEntity } from '../schemas/listed-token-entity.ts';
import { userTokenEntity } from '../schemas/user-entity.ts';

export const groupTokenArguments = { token: argument.required(argument.secret('The token that leaked')) };

/** What a group does about a token that leaked. */
export const groupTokenCall = describeCall({
  id: 'RevokeGroupToken',
  area: 'group tokens',
  method: 'POST',
  summary: 'Revoke a token that reaches into a top-level group',
  description:
    'Personal, project and group access tokens and deploy tokens are revoked, feed tokens reset. Whatever else is wrong with the token, the answer is the same.',
  path: sourcePath,
  parameters: groupTokenArguments,
  answers: {
    200: Type.Union([listedTokenEntity, listedDeployTokenEntity, userTokenEntity]),
    422: Type.Object(refusalBody.properties, { description: 'Not a token that reaches into the group' }),
  },
});
