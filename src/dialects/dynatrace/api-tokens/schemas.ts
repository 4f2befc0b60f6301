import { Type } from '@fastify/type-provider-typebox';
import { ApiToken, ErrorBody, IdParams, LookupBody } from '../schemas.ts';

export const NewApiToken = Type.Object({
  name: Type.String({ description: 'The name; not unique.' }),
  scopes: Type.Array(Type.String(), { description: 'What it may be used for.' }),
  expirationDate: Type.Optional(
    Type.String({ description: 'When it expires: a time, or relative such as `now+14d`; absent for never.' }),
  ),
  personalAccessToken: Type.Optional(
    Type.Boolean({ description: 'Whether it is a personal access token; absent for an API token.' }),
  ),
});

const CreatedApiToken = Type.Object({
  id: Type.String({ description: 'Prefix and public part.' }),
  token: Type.String({ description: 'The whole secret: shown only here.' }),
  expirationDate: Type.Optional(Type.String({ format: 'date-time', description: 'Absent for never.' })),
});

export const ApiTokenChange = Type.Object({
  name: Type.Optional(Type.String()),
  enabled: Type.Optional(Type.Boolean({ description: 'False switches it off, true on again.' })),
  scopes: Type.Optional(Type.Array(Type.String(), { description: 'All its scopes; those left out go.' })),
});

/** What every call takes and answers. */
export const apiTokenCalls = {
  create: {
    summary: 'Creates a token for the owner of the calling one',
    body: NewApiToken,
    response: { 201: CreatedApiToken, '4xx': ErrorBody },
  },
  get: {
    summary: 'The metadata of a token',
    params: IdParams,
    response: { 200: ApiToken, '4xx': ErrorBody },
  },
  update: {
    summary: 'Renames a token, switches it off or on, or replaces its scopes',
    params: IdParams,
    body: ApiTokenChange,
    response: { 204: Type.Null(), '4xx': ErrorBody },
  },
  delete: {
    summary: 'Deletes a token, by its id or its secret',
    params: IdParams,
    response: { 204: Type.Null(), '4xx': ErrorBody },
  },
  lookup: {
    summary: 'The metadata of a token, by its secret',
    body: LookupBody,
    response: { 200: ApiToken, '4xx': ErrorBody },
  },
} as const;
