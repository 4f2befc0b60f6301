import { Type } from 'typebox';
import { kindNamesByDialect } from '../../../core/kinds/kind-name.ts';
import { GRACE_SECONDS_MAX } from '../../../core/operations/rotate-token.ts';
import { tokenStatuses } from '../../../core/token/token-status.ts';
import {
  accountReferenceSchema,
  accountSummarySchema,
  allowedIpsSchema,
  attributesSchema,
  closed,
  descriptionSchema,
  givenTimeSchema,
  idPathSchema,
  idSchema,
  nameSchema,
  nullable,
  pageQuery,
  pageSchema,
  plainTextSchema,
  problems,
  resourceReferenceSchema,
  resourceSummarySchema,
  scopesSchema,
  secretSchema,
  timestampSchema,
} from '../schemas.ts';

export const kindSchema = Type.Enum(Object.values(kindNamesByDialect).flat(), {
  description: 'Kind of token; GET /api/v1/kinds tells about each.',
});
const statusSchema = Type.Enum([...tokenStatuses], {
  description: 'By precedence: deleted, revoked, expired, disabled, active.',
});

const LIMIT_MAX = 1_000_000_000;
const limitsSchema = nullable(
  Type.Object(
    {
      requests: Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'Uses admitted in a window.' }),
      per_seconds: Type.Integer({
        minimum: 1,
        maximum: LIMIT_MAX,
        description: 'Length of the window, seconds.',
      }),
    },
    closed,
  ),
);

const timeExample = '2026-04-11T14:35:05.000Z';
const accountExample = { id: 7, type: 'service_account', username: 'shop', name: 'Shop' };
export const tokenExample = {
  id: 42,
  kind: 'access_token',
  name: 'Shop, production',
  description: null,
  status: 'active',
  public_id: 'jtn_…Ss58',
  account: accountExample,
  resource: null,
  scopes: ['orders:read'],
  allowed_ips: ['203.0.113.0/24'],
  created_at: timeExample,
  created_by: { id: 1, type: 'user', username: 'root', name: 'root' },
  expires_at: '2027-01-01T00:00:00.000Z',
  revoked_at: null,
  revoked_reason: null,
  last_used_at: timeExample,
  last_used_ip: '203.0.113.7',
  usage_count: 1,
  limits: null,
  rotated_from: null,
  replaced_by: null,
  grace_until: null,
  attributes: {},
};

export const tokenSchema = Type.Object(
  {
    id: idSchema,
    kind: kindSchema,
    name: Type.String(),
    description: nullable(Type.String()),
    status: statusSchema,
    public_id: Type.String({ description: 'The part of the secret that may be shown.' }),
    account: nullable(accountSummarySchema),
    resource: nullable(resourceSummarySchema),
    scopes: Type.Array(Type.String()),
    allowed_ips: nullable(Type.Array(Type.String())),
    created_at: timestampSchema,
    created_by: nullable(accountSummarySchema),
    expires_at: nullable(timestampSchema),
    revoked_at: nullable(timestampSchema),
    revoked_reason: nullable(Type.String()),
    last_used_at: nullable(timestampSchema),
    last_used_ip: nullable(Type.String()),
    usage_count: Type.Integer({ minimum: 0, format: 'int64' }),
    limits: limitsSchema,
    rotated_from: nullable(idSchema),
    replaced_by: nullable(idSchema),
    grace_until: nullable(timestampSchema),
    attributes: attributesSchema,
  },
  { title: 'Token', examples: [tokenExample] },
);

const shownOnceSchema = Type.Object(
  {
    data: tokenSchema,
    meta: Type.Object({ secret: Type.Optional(Type.String({ description: 'Shown once, here.' })) }),
  },
  { title: 'IssuedToken' },
);

export const issueTokenSchema = {
  operationId: 'issueToken',
  summary: 'Issue a token, or import an existing secret',
  headers: Type.Object({
    'idempotency-key': Type.Optional(
      Type.String({
        description: 'The same key within 24 hours answers the same token without the secret, 200.',
      }),
    ),
  }),
  body: Type.Object(
    {
      kind: kindSchema,
      name: nameSchema,
      account: Type.Optional(accountReferenceSchema),
      resource: Type.Optional(resourceReferenceSchema),
      scopes: Type.Optional(scopesSchema),
      expires_at: Type.Optional(nullable(givenTimeSchema)),
      allowed_ips: Type.Optional(allowedIpsSchema),
      limits: Type.Optional(limitsSchema),
      description: Type.Optional(descriptionSchema),
      attributes: Type.Optional(attributesSchema),
      secret: Type.Optional(secretSchema),
    },
    {
      ...closed,
      examples: [
        {
          kind: 'access_token',
          name: 'Shop, production',
          account: { username: 'shop' },
          scopes: ['orders:read'],
          expires_at: '2027-01-01T00:00:00Z',
        },
      ],
    },
  ),
  response: {
    200: shownOnceSchema,
    201: shownOnceSchema,
    ...problems(400, 401, 403, 409, 413, 415, 422, 429),
  },
};

export const tokenOrders = ['created_at', 'expires_at', 'last_used_at', 'name', 'id'] as const;
const tokenSorts = tokenOrders.flatMap((order) => [order, `-${order}` as const, `+${order}` as const]);

export const listTokensSchema = {
  operationId: 'listTokens',
  summary: 'List tokens of every kind',
  querystring: Type.Object(
    {
      kind: Type.Optional(Type.Array(kindSchema, { description: 'Any of these; repeatable.' })),
      status: Type.Optional(Type.Array(statusSchema, { description: 'Any of these; repeatable.' })),
      account: Type.Optional(idSchema),
      resource: Type.Optional(idSchema),
      name: Type.Optional(plainTextSchema('Exactly this name.')),
      q: Type.Optional(plainTextSchema('Occurs in name, description or public id, whatever the case.')),
      created_before: Type.Optional(givenTimeSchema),
      created_after: Type.Optional(givenTimeSchema),
      expires_before: Type.Optional(givenTimeSchema),
      expires_after: Type.Optional(givenTimeSchema),
      last_used_before: Type.Optional(givenTimeSchema),
      last_used_after: Type.Optional(givenTimeSchema),
      sort: Type.Optional(Type.Enum(tokenSorts, { default: '-id', description: 'A minus sorts downwards.' })),
      ...pageQuery,
    },
    closed,
  ),
  response: { 200: pageSchema(tokenSchema), ...problems(401, 403, 422, 429) },
};

const oneTokenSchema = Type.Object({ data: tokenSchema });

export const getTokenSchema = {
  operationId: 'getToken',
  summary: 'Get a token by id',
  params: idPathSchema,
  response: { 200: oneTokenSchema, ...problems(401, 403, 404, 429) },
};

export const updateTokenSchema = {
  operationId: 'updateToken',
  summary: 'Change a token that is not revoked',
  params: idPathSchema,
  body: Type.Object(
    {
      name: Type.Optional(nameSchema),
      description: Type.Optional(descriptionSchema),
      scopes: Type.Optional(scopesSchema),
      expires_at: Type.Optional(nullable(givenTimeSchema)),
      allowed_ips: Type.Optional(allowedIpsSchema),
      limits: Type.Optional(limitsSchema),
      disabled: Type.Optional(
        Type.Boolean({ description: 'A disabled token is refused until it is enabled.' }),
      ),
    },
    closed,
  ),
  response: { 200: oneTokenSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};

export const revokeTokenSchema = {
  operationId: 'revokeToken',
  summary: 'Revoke a token in the way of its kind',
  params: idPathSchema,
  response: {
    204: Type.Null({ description: 'Over: no door accepts the secret.' }),
    ...problems(401, 403, 404, 422, 429),
  },
};

export const rotateTokenSchema = {
  operationId: 'rotateToken',
  summary: 'Replace a token by one with a fresh secret',
  params: idPathSchema,
  body: nullable(
    Type.Object(
      {
        grace_seconds: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: GRACE_SECONDS_MAX,
            default: 0,
            description: 'For how long the old secret keeps working, in seconds; native kinds only.',
          }),
        ),
        expires_at: Type.Optional(nullable(givenTimeSchema)),
      },
      closed,
    ),
  ),
  response: { 201: shownOnceSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};
