import { Type } from 'typebox';
import { type RefusalReason, verificationChecks } from '../../../core/operations/judge-record.ts';
import {
  addressSchema,
  closed,
  givenTimeSchema,
  problems,
  resourceReferenceSchema,
  scopesSchema,
  secretSchema,
  timestampSchema,
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
    min_as_of: Type.Optional(givenTimeSchema),
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
    as_of: Type.String({ ...timestampSchema, description: 'When the verdict was taken, RFC 3339.' }),
  },
  {
    title: 'Verdict',
    examples: [
      {
        valid: true,
        token: tokenExample,
        checks: verificationChecks.map((check) => ({ check, passed: true })),
        as_of: '2026-04-11T14:35:05.000Z',
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
