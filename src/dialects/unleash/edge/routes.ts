import type { Entrance } from '../../dialect.ts';
import { requireJson } from '../require-json.ts';
import { errorResponses } from '../schemas.ts';
import type { UnleashServer } from '../unleash-server.ts';
import { ValidateBody, ValidTokens } from './schemas.ts';
import { validTokens } from './valid-tokens.ts';

/** What Unleash Edge asks, without a token of its own. */
export function addEdgeRoutes(scope: UnleashServer, entrance: Entrance): void {
  scope.post(
    '/edge/validate',
    {
      config: { frequent: true },
      schema: {
        operationId: 'unleashValidateTokens',
        security: [],
        summary: 'Which of these tokens are good',
        body: ValidateBody,
        response: { 200: ValidTokens, ...errorResponses(400, 413, 415, 429) },
      },
      preValidation: requireJson,
    },
    (request) => validTokens(entrance, request, request.body.tokens),
  );
}
