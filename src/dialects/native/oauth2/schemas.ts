import { type TSchema, Type } from 'typebox';

export const FORM = 'application/x-www-form-urlencoded';

const errorSchema = Type.Object(
  { error: Type.String(), error_description: Type.Optional(Type.String()) },
  { title: 'OAuthError', description: 'An error of RFC 6749, section 5.2.' },
);

/** The form that both calls take; it is read by `parseTokenForm`, which refuses in the words of RFC 6749. */
export const tokenFormSchema = Type.Object({
  token: Type.String({ description: 'A secret of any kind, at most 4 KiB.' }),
  token_type_hint: Type.Optional(Type.String({ description: 'Taken, and not needed.' })),
});

export const introspectTokenSchema = {
  operationId: 'introspectToken',
  summary: 'RFC 7662: is this token good, and whose is it?',
  description:
    'Called with a token of the scope tokens:verify, as Bearer or as the password of HTTP Basic; the body is a form. Counts ' +
    'as a use of the token asked about when it is active.',
  security: [{ jetonToken: ['tokens:verify'] }, { jetonTokenAsPassword: ['tokens:verify'] }],
  body: formOf(tokenFormSchema),
  response: {
    200: Type.Object({
      active: Type.Boolean(),
      scope: Type.Optional(Type.String({ description: 'Separated by spaces.' })),
      username: Type.Optional(Type.String()),
      sub: Type.Optional(Type.String({ description: 'Id of the account.' })),
      exp: Type.Optional(Type.Integer({ description: 'Unix seconds.' })),
      iat: Type.Optional(Type.Integer({ description: 'Unix seconds.' })),
      token_type: Type.Optional(Type.Literal('Bearer')),
      jti: Type.Optional(Type.String({ description: 'Id of the token.' })),
    }),
    ...errors(400, 401, 403, 413, 429, 503),
  },
};

export const revokeByFormSchema = {
  operationId: 'revokeByForm',
  summary: 'RFC 7009: whoever holds a secret may revoke it',
  description:
    'Needs no other authentication; the body is a form. An unknown token is answered like a revoked one.',
  body: formOf(tokenFormSchema),
  response: {
    200: Type.Null({ description: 'Over, or never issued here.' }),
    ...errors(400, 413, 429, 503),
  },
};

function formOf<Schema extends TSchema>(schema: Schema) {
  return { content: { [FORM]: { schema } } };
}

// JSON, where the rest of the dialect answers problems.
function errors(...statuses: number[]) {
  const asJson = { content: { 'application/json': { schema: errorSchema } } };
  return Object.fromEntries([...statuses, 'default'].map((status) => [status, asJson]));
}
