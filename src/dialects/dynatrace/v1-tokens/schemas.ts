import { Type } from '@fastify/type-provider-typebox';
import { ErrorBody, errorResponses, IdParams, LookupBody } from '../schemas.ts';

const LATEST = Date.UTC(10_000, 0) - 1;
const Time = (description: string) => Type.Integer({ description: `${description} Unix milliseconds.` });

/** The lengths that a lifetime is given in, in milliseconds. */
export const timeUnits = { DAYS: 86_400_000, HOURS: 3_600_000, MINUTES: 60_000, SECONDS: 1000, MILLIS: 1 };

export const ListQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 })),
  user: Type.Optional(Type.String({ description: 'Exactly the username of the owner.' })),
  permissions: Type.Optional(
    Type.Array(Type.String(), { maxItems: 256, description: 'Scopes that a token has all of.' }),
  ),
  from: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: LATEST,
      description: 'Used at this time or later, Unix milliseconds.',
    }),
  ),
  to: Type.Optional(
    Type.Integer({ minimum: 0, maximum: LATEST, description: 'Used at this time or earlier.' }),
  ),
});

export const TokenStub = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.String()),
  },
  { title: 'TokenStub' },
);

export const TokenMetadata = Type.Object(
  {
    id: Type.String({ description: 'Prefix and public part.' }),
    name: Type.String(),
    userId: Type.Optional(Type.String({ description: 'The username of the owner.' })),
    revoked: Type.Boolean({ description: 'Whether it was switched off or replaced.' }),
    created: Time('When it was created.'),
    expires: Type.Optional(Time('When it expires; absent when never.')),
    lastUse: Type.Optional(Time('When it was last used; absent when never.')),
    scopes: Type.Array(Type.String()),
    personalAccessToken: Type.Boolean(),
  },
  { title: 'TokenMetadata' },
);

export const NewToken = Type.Object({
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  expiresIn: Type.Optional(
    Type.Object({
      value: Type.Integer({ minimum: 1, maximum: LATEST }),
      unit: Type.Optional(
        Type.Unsafe<keyof typeof timeUnits>({
          type: 'string',
          enum: Object.keys(timeUnits),
          default: 'MILLIS',
        }),
      ),
    }),
  ),
});

const TokenChange = Type.Object({
  name: Type.Optional(Type.String()),
  scopes: Type.Optional(Type.Array(Type.String(), { description: 'All its scopes; those left out go.' })),
  revoked: Type.Optional(Type.Boolean({ description: 'True switches it off, false on again.' })),
});

const secretText = Type.String({ description: 'The secret, on a line under the word token or alone.' });

/** What every call takes and answers. */
export const v1Calls = {
  list: {
    operationId: 'dynatraceListTokensV1',
    deprecated: true,
    summary: 'Ids and names of tokens',
    querystring: ListQuery,
    response: { 200: Type.Object({ values: Type.Array(TokenStub) }), ...errorResponses },
  },
  create: {
    operationId: 'dynatraceCreateTokenV1',
    deprecated: true,
    summary: 'Creates an API token for the owner of the calling one',
    body: NewToken,
    response: {
      201: {
        content: {
          'application/json': { schema: Type.Object({ token: Type.String() }) },
          'text/plain': { schema: Type.String() },
          'text/csv; header=present': { schema: secretText },
          'text/csv; header=absent': { schema: secretText },
        },
      },
      ...errorResponses,
      406: ErrorBody,
    },
  },
  get: {
    operationId: 'dynatraceGetTokenV1',
    deprecated: true,
    summary: 'The metadata of a token',
    params: IdParams,
    response: { 200: TokenMetadata, ...errorResponses },
  },
  update: {
    operationId: 'dynatraceUpdateTokenV1',
    deprecated: true,
    summary: 'Renames a token, switches it off or on, or replaces its scopes',
    params: IdParams,
    body: TokenChange,
    response: { 204: Type.Null({ description: 'Done; there is no body.' }), ...errorResponses },
  },
  delete: {
    operationId: 'dynatraceDeleteTokenV1',
    deprecated: true,
    summary: 'Deletes a token, by its id or its secret',
    params: IdParams,
    response: { 204: Type.Null({ description: 'Done; there is no body.' }), ...errorResponses },
  },
  lookup: {
    operationId: 'dynatraceLookUpTokenV1',
    deprecated: true,
    summary: 'The metadata of a token, by its secret',
    body: LookupBody,
    response: { 200: TokenMetadata, ...errorResponses },
  },
} as const;
