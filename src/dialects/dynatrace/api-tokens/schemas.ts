import { Type } from '@fastify/type-provider-typebox';
import { ApiToken, errorResponses, IdParams, LookupBody } from '../schemas.ts';

export const NewApiToken = Type.Object(
  {
    name: Type.String({ description: 'The name; not unique.' }),
    scopes: Type.Array(Type.String(), { description: 'What it may be used for.' }),
    expirationDate: Type.Optional(
      Type.String({
        description: 'When it expires: a time, or relative such as `now+14d`; absent for never.',
      }),
    ),
    personalAccessToken: Type.Optional(
      Type.Boolean({ description: 'Whether it is a personal access token; absent for an API token.' }),
    ),
  },
  { examples: [{ name: 'Ingest', scopes: ['metrics.ingest'], expirationDate: 'now+90d' }] },
);

const CreatedApiToken = Type.Object(
  {
    id: Type.String({ description: 'Prefix and public part.' }),
    token: Type.String({ description: 'The whole secret: shown only here.' }),
    expirationDate: Type.Optional(Type.String({ format: 'date-time', description: 'Absent for never.' })),
  },
  { title: 'CreatedApiToken' },
);

const ApiTokenChange = Type.Object({
  name: Type.Optional(Type.String()),
  enabled: Type.Optional(Type.Boolean({ description: 'False switches it off, true on again.' })),
  scopes: Type.Optional(Type.Array(Type.String(), { description: 'All its scopes; those left out go.' })),
});

const times =
  'Unix milliseconds, `2021-01-25T05:57:01.123+01:00`, or relative such as `now-7d` or `now-1M/d`.';

/** The parameters of a list but for the key, which stands for all of them. */
export const ListParameters = Type.Object({
  pageSize: Type.Optional(Type.Integer({ minimum: 100, maximum: 10_000, default: 200 })),
  apiTokenSelector: Type.Optional(
    Type.String({
      description:
        'Criteria separated by commas, all to be met: `owner("value")`, `personalAccessToken(false)`, `scope("one","other")`, of which one scope is enough.',
    }),
  ),
  fields: Type.Optional(
    Type.String({
      description:
        'Members to show: `+scopes,-owner` adds to id, name, enabled, owner and creationDate and removes from them, `name,scopes` takes their place.',
    }),
  ),
  from: Type.Optional(Type.String({ description: `Used at this time or later: ${times}` })),
  to: Type.Optional(
    Type.String({ description: `Used at this time or earlier; now when left out: ${times}` }),
  ),
  sort: Type.Optional(
    Type.String({
      description:
        '`name`, `lastUsedDate`, `creationDate`, `expirationDate` or `modifiedDate`, downwards with a leading `-`.',
      default: '-creationDate',
    }),
  ),
});

export const ListQuery = Type.Object({
  nextPageKey: Type.Optional(Type.String({ description: 'From the page before; stands alone.' })),
  ...ListParameters.properties,
});

export const ApiTokenList = Type.Object({
  totalCount: Type.Integer({ description: 'How many tokens there are on all pages.' }),
  pageSize: Type.Integer(),
  apiTokens: Type.Array(Type.Partial(ApiToken, { title: 'PartialApiToken' })),
  nextPageKey: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
});

/** What every call takes and answers. */
export const apiTokenCalls = {
  list: {
    operationId: 'dynatraceListApiTokens',
    summary: 'A page of tokens',
    querystring: ListQuery,
    response: { 200: ApiTokenList, ...errorResponses },
  },
  create: {
    operationId: 'dynatraceCreateApiToken',
    summary: 'Creates a token for the owner of the calling one',
    body: NewApiToken,
    response: { 201: CreatedApiToken, ...errorResponses },
  },
  get: {
    operationId: 'dynatraceGetApiToken',
    summary: 'The metadata of a token',
    params: IdParams,
    response: { 200: ApiToken, ...errorResponses },
  },
  update: {
    operationId: 'dynatraceUpdateApiToken',
    summary: 'Renames a token, switches it off or on, or replaces its scopes',
    params: IdParams,
    body: ApiTokenChange,
    response: { 204: Type.Null({ description: 'Done; there is no body.' }), ...errorResponses },
  },
  delete: {
    operationId: 'dynatraceDeleteApiToken',
    summary: 'Deletes a token, by its id or its secret',
    params: IdParams,
    response: { 204: Type.Null({ description: 'Done; there is no body.' }), ...errorResponses },
  },
  lookup: {
    operationId: 'dynatraceLookUpApiToken',
    summary: 'The metadata of a token, by its secret',
    body: LookupBody,
    response: { 200: ApiToken, ...errorResponses },
  },
} as const;
