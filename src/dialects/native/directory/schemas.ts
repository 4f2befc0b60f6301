import { Type } from 'typebox';
import { accountRoles, accountTypes } from '../../../core/directory/account.ts';
import { resourceTypes } from '../../../core/directory/resource.ts';
import { revokeAllTokensSchema } from '../revocation/schemas.ts';
import {
  accountReferenceSchema,
  attributesSchema,
  closed,
  idPathSchema,
  idSchema,
  nameSchema,
  nullable,
  pageQuery,
  pageSchema,
  plainTextSchema,
  problems,
  resourceReferenceSchema,
  timestampSchema,
  trimmedTextSchema,
} from '../schemas.ts';

const accountTypeSchema = Type.Enum([...accountTypes]);
const roleSchema = Type.Enum([...accountRoles], {
  description: 'admin: everything; editor: its own tokens; viewer: reads its own.',
});
const stateSchema = Type.Enum(['active', 'blocked'], { description: "A blocked account's tokens are dead." });
const usernameSchema = plainTextSchema(
  'Letters, digits, dots, underscores, hyphens, plus and at signs; unique, whatever the case.',
);
const emailSchema = nullable(plainTextSchema('E-mail address.', 254));

export const accountSchema = Type.Object(
  {
    id: idSchema,
    type: accountTypeSchema,
    username: Type.String(),
    name: Type.String(),
    email: nullable(Type.String()),
    role: roleSchema,
    state: stateSchema,
    attributes: attributesSchema,
    created_at: timestampSchema,
    updated_at: timestampSchema,
  },
  { title: 'Account' },
);
const oneAccountSchema = Type.Object({ data: accountSchema });

export const listAccountsSchema = {
  operationId: 'listAccounts',
  summary: 'List accounts by id',
  querystring: Type.Object(
    {
      type: Type.Optional(accountTypeSchema),
      role: Type.Optional(roleSchema),
      state: Type.Optional(stateSchema),
      username: Type.Optional(plainTextSchema('Exactly this username, whatever the case.')),
      ...pageQuery,
    },
    closed,
  ),
  response: { 200: pageSchema(accountSchema), ...problems(401, 403, 422, 429) },
};

export const createAccountSchema = {
  operationId: 'createAccount',
  summary: 'Create an account',
  body: Type.Object(
    {
      type: accountTypeSchema,
      username: usernameSchema,
      name: Type.Optional(nameSchema),
      email: Type.Optional(emailSchema),
      role: Type.Optional(Type.Enum([...accountRoles], { default: 'editor' })),
      state: Type.Optional(stateSchema),
      attributes: Type.Optional(attributesSchema),
    },
    { ...closed, examples: [{ type: 'service_account', username: 'shop', name: 'Shop' }] },
  ),
  response: { 201: oneAccountSchema, ...problems(400, 401, 403, 409, 413, 415, 422, 429) },
};

export const getAccountSchema = {
  operationId: 'getAccount',
  summary: 'Get an account by id',
  params: idPathSchema,
  response: { 200: oneAccountSchema, ...problems(401, 403, 404, 429) },
};

export const updateAccountSchema = {
  operationId: 'updateAccount',
  summary: 'Change, block or unblock an account',
  params: idPathSchema,
  body: Type.Object(
    {
      username: Type.Optional(usernameSchema),
      name: Type.Optional(nameSchema),
      email: Type.Optional(emailSchema),
      role: Type.Optional(roleSchema),
      state: Type.Optional(stateSchema),
      attributes: Type.Optional(attributesSchema),
    },
    closed,
  ),
  response: { 200: oneAccountSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};

const resourceTypeSchema = Type.Enum([...resourceTypes]);
const parentSchema = nullable(resourceReferenceSchema);
const resourceSchema = Type.Object(
  {
    id: idSchema,
    type: resourceTypeSchema,
    path: Type.String(),
    name: Type.String(),
    parent: nullable(idSchema),
    owner: nullable(idSchema),
    attributes: attributesSchema,
    created_at: timestampSchema,
    updated_at: timestampSchema,
  },
  { title: 'Resource' },
);
const oneResourceSchema = Type.Object({ data: resourceSchema });
const ownerSchema = Type.Union([accountReferenceSchema, Type.Null()], {
  description: 'The account that manages its tokens without being an administrator.',
});
const pathSchema = trimmedTextSchema('Unique within its type.');

export const listResourcesSchema = {
  operationId: 'listResources',
  summary: 'List resources by id',
  querystring: Type.Object(
    { type: Type.Optional(resourceTypeSchema), parent: Type.Optional(idSchema), ...pageQuery },
    closed,
  ),
  response: { 200: pageSchema(resourceSchema), ...problems(401, 403, 422, 429) },
};

export const createResourceSchema = {
  operationId: 'createResource',
  summary: 'Create a resource',
  body: Type.Object(
    {
      type: resourceTypeSchema,
      path: pathSchema,
      name: Type.Optional(nameSchema),
      parent: Type.Optional(parentSchema),
      owner: Type.Optional(ownerSchema),
      attributes: Type.Optional(attributesSchema),
    },
    { ...closed, examples: [{ type: 'project', path: 'shop/backend' }] },
  ),
  response: { 201: oneResourceSchema, ...problems(400, 401, 403, 409, 413, 415, 422, 429) },
};

export const getResourceSchema = {
  operationId: 'getResource',
  summary: 'Get a resource by id',
  params: idPathSchema,
  response: { 200: oneResourceSchema, ...problems(401, 403, 404, 429) },
};

export const updateResourceSchema = {
  operationId: 'updateResource',
  summary: "Change a resource; a job's attributes.status decides whether its token works",
  params: idPathSchema,
  body: Type.Object(
    {
      path: Type.Optional(pathSchema),
      name: Type.Optional(nameSchema),
      parent: Type.Optional(parentSchema),
      owner: Type.Optional(ownerSchema),
      attributes: Type.Optional(attributesSchema),
    },
    closed,
  ),
  response: { 200: oneResourceSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429) },
};

export const deleteResourceSchema = {
  operationId: 'deleteResource',
  summary: 'Delete a resource with nothing below it; its tokens are revoked for good',
  params: idPathSchema,
  response: {
    204: Type.Null({ description: 'Over: none of its tokens works, and its path is free.' }),
    ...problems(401, 403, 404, 409, 422, 429),
  },
};

export const revokeAccountTokensSchema = {
  operationId: 'revokeAccountTokens',
  summary: 'Revoke every live token that acts for an account',
  ...revokeAllTokensSchema,
};

export const revokeResourceTokensSchema = {
  operationId: 'revokeResourceTokens',
  summary: 'Revoke every live token of a resource',
  ...revokeAllTokensSchema,
};
