import { Type } from '@fastify/type-provider-typebox';

const Time = (description: string) => Type.String({ format: 'date-time', description });
const TimeOrNull = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time', description });

export const ApiToken = Type.Object(
  {
    secret: Type.String({
      description:
        'The secret; `<project>:<environment>.****<last 4>` where the installation keeps no copy of it.',
    }),
    tokenName: Type.String({ description: 'The name; not unique.' }),
    type: Type.String({ description: '`client`, `frontend` or `admin`; under profile 7 `backend` too.' }),
    project: Type.String({ description: '`*` for all, one id, or ids joined with commas.' }),
    projects: Type.Array(Type.String(), { description: 'Ids of the projects; `["*"]` for all.' }),
    environment: Type.String({ description: 'The environment; `*` for all.' }),
    expiresAt: TimeOrNull('When it expires; null for never.'),
    createdAt: Time('When it was created.'),
    alias: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Always null for new tokens.',
    }),
    seenAt: TimeOrNull('When it was last used; null for never.'),
    username: Type.Optional(Type.String({ description: 'The name once more; profile 6 only.' })),
    secure: Type.Optional(Type.Boolean({ description: 'Always false; profile 7 only.' })),
  },
  { title: 'ApiToken' },
);

/** A token just created; the members in an order of their own. */
export const CreatedToken = Type.Object(
  {
    tokenName: ApiToken.properties.tokenName,
    environment: ApiToken.properties.environment,
    projects: ApiToken.properties.projects,
    expiresAt: Type.Optional(Time('When it expires; absent when none was asked for.')),
    secret: Type.String({ description: 'The secret.' }),
    type: ApiToken.properties.type,
    username: ApiToken.properties.username,
    alias: ApiToken.properties.alias,
    project: ApiToken.properties.project,
    createdAt: ApiToken.properties.createdAt,
    secure: ApiToken.properties.secure,
  },
  { title: 'CreatedApiToken' },
);

export const ApiTokens = Type.Object(
  { tokens: Type.Array(ApiToken, { description: 'Oldest first.' }) },
  { title: 'ApiTokens' },
);

export const TokenNameParams = Type.Object({
  name: Type.String({ description: 'The exact name, percent-encoded; case counts.' }),
});

/** An answer without a body. */
export const Empty = Type.Undefined({ description: 'No body.' });

/** Every error there is; which members are present depends on the error. */
export const ErrorBody = Type.Object(
  {
    id: Type.Optional(Type.String({ format: 'uuid', description: 'The id of this request in the logs.' })),
    name: Type.Optional(Type.String({ description: 'The name of the error.' })),
    message: Type.String({ description: 'What went wrong.' }),
    details: Type.Optional(
      Type.Array(
        Type.Object({
          message: Type.String(),
          path: Type.Optional(Type.String({ description: 'JSON pointer of the member at fault.' })),
        }),
      ),
    ),
    path: Type.Optional(Type.String({ description: 'Where to log in.' })),
    type: Type.Optional(Type.String({ description: 'How to log in.' })),
    defaultHidden: Type.Optional(Type.Boolean()),
    permissions: Type.Optional(Type.Array(Type.String(), { description: 'Any of these is needed.' })),
  },
  { title: 'Error' },
);

/** The errors of a call, as its schema lists them. */
export function errorResponses<Status extends number>(
  ...statuses: readonly Status[]
): Record<Status, typeof ErrorBody> {
  return Object.fromEntries(statuses.map((status) => [status, ErrorBody])) as Record<
    Status,
    typeof ErrorBody
  >;
}
