import { Type } from '@fastify/type-provider-typebox';

const Time = (description: string) =>
  Type.Optional(
    Type.String({ format: 'date-time', description: `${description} UTC, milliseconds, \`Z\`.` }),
  );

export const ApiToken = Type.Object(
  {
    lastUsedDate: Time('When it was last used; absent when never.'),
    lastUsedIpAddress: Type.Optional(Type.String({ description: 'From which address it was last used.' })),
    expirationDate: Time('When it expires; absent when never.'),
    personalAccessToken: Type.Boolean({ description: 'Whether it is a personal access token.' }),
    name: Type.String({ description: 'The name; not unique.' }),
    id: Type.String({ description: 'Prefix and public part.' }),
    owner: Type.Optional(Type.String({ description: 'The username of the account it acts for.' })),
    creationDate: Time('When it was created.'),
    modifiedDate: Time('When name or scopes last changed; absent when never.'),
    enabled: Type.Boolean({ description: 'False for a token that was switched off or replaced.' }),
    scopes: Type.Array(Type.String(), { description: 'What it may be used for.' }),
    additionalMetadata: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: 'What the token was made for.' }),
    ),
  },
  { title: 'ApiToken' },
);

export const IdParams = Type.Object({
  id: Type.String({ description: 'The id: prefix and public part. For deleting, the whole secret will do.' }),
});

export const LookupBody = Type.Object({
  token: Type.String({ description: 'The whole secret.' }),
});

export const ErrorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.Integer({ description: 'The status of the answer.' }),
      message: Type.String(),
      constraintViolations: Type.Optional(
        Type.Array(
          Type.Object({
            path: Type.String({ description: 'The member or parameter at fault.' }),
            message: Type.String(),
            parameterLocation: Type.Unsafe<string>({
              type: 'string',
              enum: ['HEADER', 'PATH', 'PAYLOAD_BODY', 'QUERY'],
            }),
            location: Type.Null(),
          }),
        ),
      ),
    }),
  },
  { title: 'Error' },
);

/** The errors of every call, as their schemas list them. */
export const errorResponses = {
  400: ErrorBody,
  401: ErrorBody,
  403: ErrorBody,
  404: ErrorBody,
  413: ErrorBody,
  415: ErrorBody,
  429: ErrorBody,
} as const;
