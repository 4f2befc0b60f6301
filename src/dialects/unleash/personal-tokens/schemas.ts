import { Type } from '@fastify/type-provider-typebox';

const Time = (description: string) => Type.String({ format: 'date-time', description });
const TimeOrNull = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time', description });

export const PersonalToken = Type.Object(
  {
    id: Type.Integer({ description: 'The id of the token.' }),
    description: Type.String({ description: 'What it is for; unique among the tokens of its user.' }),
    expiresAt: TimeOrNull('When it expires; null for never.'),
    userId: Type.Integer({ description: 'The id of the account it acts for.' }),
    createdAt: Time('When it was created.'),
    seenAt: TimeOrNull('When it was last used; null for never.'),
  },
  { title: 'PersonalToken' },
);

export const PersonalTokens = Type.Object({
  pats: Type.Array(PersonalToken, { description: 'Oldest first.' }),
});

export const CreatedPersonalToken = Type.Object({
  ...PersonalToken.properties,
  secret: Type.String({ description: 'The secret, shown this once.' }),
});

export const CreatePersonalTokenBody = Type.Object({
  description: Type.String({ description: 'What it is for: 1 to 512 characters.' }),
  expiresAt: Time('When it expires; in the future.'),
});

export const PersonalTokenParams = Type.Object({
  id: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The id of the token.',
  }),
});
