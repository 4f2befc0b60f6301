import { Type } from 'typebox';

/** For the reference only: the route answers before anything is validated. */
export const forwardAuthSchema = {
  operationId: 'forwardAuth',
  summary: 'May the request that a gateway holds pass? Counts as a use of its token when it may',
  description:
    'Answers every method. The token is the first of `Authorization` (Bearer, Api-Token or as it is), `PRIVATE-TOKEN` and `X-Api-Key`.',
  querystring: Type.Object({
    scope: Type.Optional(Type.Array(Type.String(), { description: 'Scopes that are all needed.' })),
    kind: Type.Optional(Type.Array(Type.String(), { description: 'Kinds of which any will do.' })),
  }),
  response: {
    200: Type.Null({
      description: 'It may; the headers say who it is, empty where there is nothing to say.',
      headers: {
        'X-Token-Id': Type.String({ description: 'Id of the token.' }),
        'X-Token-Kind': Type.String({ description: 'Kind of the token.' }),
        'X-Token-Account': Type.String({ description: 'Username of the account.' }),
        'X-Token-Account-Id': Type.String({ description: 'Id of the account.' }),
        'X-Token-Scopes': Type.String({ description: 'Scopes, separated by spaces.' }),
        'X-Token-Resource': Type.String({
          description: 'Type and path of the resource, between them a colon.',
        }),
      },
    }),
    401: Type.Null({ description: 'No good token; `WWW-Authenticate: Bearer`.' }),
    403: Type.Null({
      description: 'A good token that may not.',
      headers: {
        'X-Token-Reason': Type.String({ description: 'Why it may not.' }),
        'Retry-After': Type.String({ description: 'Seconds to wait, when limited.' }),
      },
    }),
  },
};
