import { Type } from 'typebox';

/** For the reference only: the route answers before anything is validated. */
export const forwardAuthSchema = {
  operationId: 'forwardAuth',
  summary: 'May the request that a gateway holds pass? Counts as a use of its token when it may',
  querystring: Type.Object({
    scope: Type.Optional(Type.Array(Type.String(), { description: 'Scopes that are all needed.' })),
    kind: Type.Optional(Type.Array(Type.String(), { description: 'Kinds of which any will do.' })),
  }),
  response: {
    200: Type.Null({ description: 'It may; `X-Token-…` headers say who it is.' }),
    401: Type.Null({ description: 'No good token; `WWW-Authenticate: Bearer`.' }),
    403: Type.Null({
      description: 'A good token that may not; `X-Token-Reason`, and `Retry-After` when limited.',
    }),
  },
};
