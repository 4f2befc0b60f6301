import { Type } from 'typebox';
import { type RefusalReason, verificationChecks } from '../../../core/operations/judge-record.ts';
import {
  addressSchema,
  closed,
  problems,
  resourceReferenceSchema,
  scopesSchema,
  secretSchema,
} from '../schemas.ts';
import { tokenExample, tokenSchema } from '../tokens/schemas.ts';

const VERDICTS_MAX = 1_000;

const reasons = [
  'unknown',
  'malformed',
  'expired',
  'revoked',
  'disabled',
  'deleted',
  'account_blocked',
  'ip_denied',
  'insufficient_scope',
  'wrong_resource',
  'rate_limited',
] as const satisfies readonly RefusalReason[];

export const questionSchema = Type.Object(
  {
    token: secretSchema,
    ip: Type.Optional(addressSchema),
    scopes: Type.Optional(scopesSchema),
    resource: Type.Optional(resourceReferenceSchema),
    min_as_of: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          'A verdict that reflects at least the change of this number: the `as_of` of an earlier one.',
      }),
    ),
  },
  {
    ...closed,
    examples: [
      {
        token: 'jtn_U8lzyXCwAytNs50J1WB234n5qX4NyF4Mss58',
        scopes: ['orders:read'],
        ip: '203.0.113.7',
      },
    ],
  },
);

export const verdictSchema = Type.Object(
  {
    valid: Type.Boolean(),
    reason: Type.Optional(Type.Enum([...reasons], { description: 'The first check that failed.' })),
    token: Type.Optional(tokenSchema),
    checks: Type.Array(Type.Object({ check: Type.Enum([...verificationChecks]), passed: Type.Boolean() }), {
      description: 'In the order made, up to the one that failed.',
    }),
    as_of: Type.Integer({
      description: 'The number of the last change that the verdict is sure to reflect.',
    }),
  },
  {
    title: 'Verdict',
    examples: [
      {
        valid: true,
        token: tokenExample,
        checks: verificationChecks.map((check) => ({ check, passed: true })),
        as_of: 4711,
      },
    ],
  },
);

export const verifyTokenSchema = {
  operationId: 'verifyToken',
  summary: 'Judge a token of any kind; counts as a use of it when it is valid',
  body: questionSchema,
  response: { 200: verdictSchema, ...problems(400, 401, 403, 413, 415, 422, 429) },
};

export const verifyTokensSchema = {
  operationId: 'verifyTokens',
  summary: 'Judge up to 1,000 tokens, in order',
  body: Type.Object({ tokens: Type.Array(questionSchema, { maxItems: VERDICTS_MAX }) }, closed),
  response: {
    200: Type.Object({ data: Type.Array(verdictSchema) }),
    ...problems(400, 401, 403, 413, 415, 422, 429),
  },
};
