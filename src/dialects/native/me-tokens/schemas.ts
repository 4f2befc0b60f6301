import { Type } from 'typebox';
import {
  allowedIpsSchema,
  closed,
  descriptionSchema,
  idSchema,
  nameSchema,
  nullable,
  problems,
  scopesSchema,
} from '../schemas.ts';
import { parseTimestamp } from '../timestamp.ts';

const timeSchema = Type.String({
  format: 'date-time',
  description: 'RFC 3339 in UTC with whole seconds, for example 2024-04-11T14:35:05Z.',
});

export const ownTokenSchema = Type.Object(
  {
    id: idSchema,
    name: Type.String(),
    status: Type.Enum(['active', 'expired', 'revoked'], {
      description: 'Operational status of the token, derived from revocation and expiration timestamps.',
    }),
    last_used_at: nullable(timeSchema),
    usage_count: Type.Integer({ minimum: 0, format: 'int64', description: 'This request included.' }),
    expires_at: nullable(timeSchema),
    created_at: timeSchema,
    allowed_ips: nullable(Type.Array(Type.String())),
    scopes: Type.Array(Type.String()),
    description: nullable(Type.String()),
    last_used_ip: nullable(Type.String()),
    token_hint: Type.String({ description: 'The part of the secret that may be shown.' }),
  },
  { title: 'OwnToken' },
);

const urlSchema = Type.String({ format: 'uri' });
const pageNumberSchema = Type.Integer({ minimum: 1, format: 'int64' });

export const listOwnTokensSchema = {
  operationId: 'listOwnTokens',
  summary: 'List all access tokens',
  querystring: Type.Object({
    page: Type.Optional(
      Type.Unknown({ description: 'Page number, int64; anything else is page 1, never an error.' }),
    ),
  }),
  response: {
    200: Type.Object({
      data: Type.Array(ownTokenSchema),
      links: Type.Object({
        first: urlSchema,
        last: urlSchema,
        prev: nullable(urlSchema),
        next: nullable(urlSchema),
      }),
      meta: Type.Object({
        current_page: pageNumberSchema,
        from: nullable(Type.Integer()),
        last_page: Type.Integer(),
        links: Type.Array(
          Type.Object({
            url: nullable(urlSchema),
            label: Type.String(),
            page: nullable(pageNumberSchema),
            active: Type.Boolean(),
          }),
        ),
        path: urlSchema,
        per_page: Type.Integer(),
        to: nullable(Type.Integer()),
        total: Type.Integer(),
      }),
    }),
    ...problems(401, 429),
  },
};

const tokenPathSchema = Type.Object({ token: idSchema });
const oneOwnTokenSchema = Type.Object({ data: ownTokenSchema });

export const getOwnTokenSchema = {
  operationId: 'getOwnToken',
  summary: 'Get an access token',
  params: tokenPathSchema,
  response: { 200: oneOwnTokenSchema, ...problems(401, 404, 429) },
};

const expirySchema = nullable(
  Type.Union(
    [
      Type.Refine(
        Type.String({ description: 'RFC 3339 with an offset.' }),
        (text) => parseTimestamp(text) !== null,
        () => 'Must be an RFC 3339 date-time with an offset, or Unix seconds.',
      ),
      Type.Integer({ minimum: 0, maximum: 253_402_300_799, description: 'Unix seconds.' }),
    ],
    { description: 'In the future; null for never.' },
  ),
);

const shownOnceSchema = Type.Object(
  {
    data: ownTokenSchema,
    meta: Type.Object({
      bearer_token: Type.String({ description: 'Shown once, here.' }),
      message: Type.String(),
    }),
  },
  { title: 'IssuedOwnToken' },
);

export const createOwnTokenSchema = {
  operationId: 'createOwnToken',
  summary: 'Create an access token',
  body: Type.Object(
    {
      name: nameSchema,
      expires_at: Type.Optional(expirySchema),
      allowed_ips: Type.Optional(allowedIpsSchema),
      scopes: Type.Optional(scopesSchema),
      description: Type.Optional(descriptionSchema),
    },
    {
      ...closed,
      examples: [{ name: 'My laptop', expires_at: '2027-01-01T00:00:00Z', allowed_ips: ['203.0.113.7'] }],
    },
  ),
  response: { 201: shownOnceSchema, ...problems(400, 401, 403, 413, 415, 422, 429) },
};

export const updateOwnTokenSchema = {
  operationId: 'updateOwnToken',
  summary: 'Change an access token',
  params: tokenPathSchema,
  body: Type.Object(
    {
      name: Type.Optional(nameSchema),
      description: Type.Optional(descriptionSchema),
      expires_at: Type.Optional(expirySchema),
      allowed_ips: Type.Optional(allowedIpsSchema),
    },
    closed,
  ),
  response: { 200: oneOwnTokenSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};

export const revokeOwnTokenSchema = {
  operationId: 'revokeOwnToken',
  summary: 'Revoke an access token',
  params: tokenPathSchema,
  response: { 204: Type.Null({ description: 'Revoked.' }), ...problems(401, 403, 404, 422, 429) },
};

export const rotateOwnTokenSchema = {
  operationId: 'rotateOwnToken',
  summary: 'Replace an access token by one with a fresh secret; the old one is revoked at once',
  params: tokenPathSchema,
  body: nullable(Type.Object({}, closed)),
  response: { 201: shownOnceSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};
