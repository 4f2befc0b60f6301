import { Type } from 'typebox';

const messageBody = Type.Object({
  message: Type.Union([
    Type.String(),
    Type.Object({ error: Type.String() }),
    Type.Record(Type.String(), Type.Array(Type.String()), { description: 'What is wrong, by member.' }),
  ]),
});
const parameterBody = Type.Object({ error: Type.String() });
const tokenBody = Type.Object({
  error: Type.String(),
  error_description: Type.String(),
  scope: Type.Optional(Type.String()),
});

/** The errors of every call that needs an authenticated caller, by status. */
export const errorBodies = {
  400: Type.Union([parameterBody, messageBody], { description: 'A parameter is missing or invalid' }),
  401: Type.Union([messageBody, tokenBody], { description: 'The caller is not authenticated' }),
  403: Type.Union([messageBody, tokenBody], { description: 'The caller may not do this' }),
  404: Type.Union([messageBody, parameterBody], { description: 'There is no such thing' }),
  413: Type.Object(parameterBody.properties, { description: 'The body is larger than 1 MiB' }),
  415: Type.Object(parameterBody.properties, { description: 'The body is neither JSON nor a form' }),
  429: Type.String({ description: 'Too many failed authentications; see Retry-After' }),
};

/** A refusal in GitLab's usual form. */
export const refusalBody = messageBody;
