import { Type } from '@fastify/type-provider-typebox';

/** Edge asks for some dozens at a time; each costs a look-up. */
const TOKENS_MAX = 1000;

export const ValidateBody = Type.Object({
  tokens: Type.Array(Type.String(), {
    maxItems: TOKENS_MAX,
    description: 'Secrets to judge.',
  }),
});

export const ValidTokens = Type.Object({
  tokens: Type.Array(
    Type.Object({
      token: Type.String({ description: 'The secret that was sent.' }),
      type: Type.String({ description: '`client`, `frontend` or `admin`; under profile 7 `backend` too.' }),
      projects: Type.Array(Type.String(), { description: 'Ids of the projects; `["*"]` for all.' }),
      environment: Type.Optional(Type.String({ description: 'Profile 7 only; `*` for all.' })),
    }),
    { description: 'Those that are good, in the order in which they were sent, each once.' },
  ),
});
