import { Type } from 'typebox';
import {
  closed,
  fingerprintSchema,
  idPathSchema,
  idSchema,
  nullable,
  plainTextSchema,
  problems,
  secretSchema,
} from '../schemas.ts';
import { tokenSchema } from '../tokens/schemas.ts';

const ITEMS_MAX = 1_000;

const itemMembers = {
  token: Type.Optional(secretSchema),
  fingerprint: Type.Optional(fingerprintSchema),
  id: Type.Optional(idSchema),
  reason: Type.Optional(nullable(plainTextSchema('Why; kept with the token and in the audit.'))),
};
export const revocationItemSchema = Type.Object(itemMembers, {
  ...closed,
  description: 'Exactly one of token, fingerprint and id.',
});

const outcomeSchema = Type.Object({
  outcome: Type.Enum(['revoked', 'reset', 'deleted', 'already', 'not_revocable', 'unknown']),
  token: Type.Optional(tokenSchema),
});

/** Revoking all tokens of an account or a resource. */
export const revokeAllTokensSchema = {
  params: idPathSchema,
  body: nullable(
    Type.Object(
      { reason: Type.Optional(nullable(plainTextSchema('Why; kept with each token and in the audit.'))) },
      closed,
    ),
  ),
  response: {
    200: Type.Object({
      data: Type.Object(
        {
          revoked: Type.Integer(),
          reset: Type.Integer(),
          deleted: Type.Integer(),
          already: Type.Integer({ description: 'Somebody else was quicker.' }),
          not_revocable: Type.Integer({ description: 'Of kinds that cannot be revoked: these still work.' }),
        },
        { description: 'How many tokens met with each outcome.' },
      ),
    }),
    ...problems(400, 401, 403, 404, 413, 415, 422, 429),
  },
};

export const revokeTokensSchema = {
  operationId: 'revokeTokens',
  summary: 'Revoke tokens by secret, fingerprint or id',
  body: Type.Object(
    {
      ...itemMembers,
      items: Type.Optional(Type.Array(revocationItemSchema, { minItems: 1, maxItems: ITEMS_MAX })),
    },
    {
      ...closed,
      description: 'Exactly one of token, fingerprint, id and items.',
      examples: [{ token: 'glft-6ymXHyQhqKDvkz2zC2rP', reason: 'Found in a public repository' }],
    },
  ),
  response: {
    200: Type.Object({ data: Type.Array(outcomeSchema, { description: 'In the order asked.' }) }),
    ...problems(400, 401, 403, 413, 415, 422, 429),
  },
};
