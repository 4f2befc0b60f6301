import { Type } from '@fastify/type-provider-typebox';

const Filter = (description: string) =>
  Type.Optional(Type.String({ pattern: '^(?:IS|IS_ANY_OF):', description }));
const Day = (description: string) =>
  Type.Optional(Type.String({ pattern: '^IS:\\d{4}-\\d{2}-\\d{2}$', description }));
const NotOffered = Type.Optional(Type.String({ description: 'Not offered: 400.' }));

/** Numbers are read leniently: what is none counts as absent. */
export const EventQuery = Type.Object({
  type: Filter('`IS:` and a type, or `IS_ANY_OF:` and several between commas.'),
  from: Day('The first day, UTC: `IS:` and a date.'),
  to: Day('The last day, UTC: `IS:` and a date.'),
  offset: Type.Optional(Type.String({ description: 'How many to pass over.' })),
  limit: Type.Optional(Type.String({ description: 'How many at most: 50 unless told, at most 1000.' })),
  id: NotOffered,
  feature: NotOffered,
  project: NotOffered,
  environment: NotOffered,
  createdBy: NotOffered,
  query: NotOffered,
});

const Data = (description: string) =>
  Type.Unsafe<Readonly<Record<string, unknown>> | null>({ type: ['object', 'null'], description });

export const Event = Type.Object(
  {
    id: Type.Integer(),
    type: Type.String({ description: 'What happened, such as `api-token-created`.' }),
    createdBy: Type.String({
      description: 'Username of the account, or name of the admin token, that did it.',
    }),
    createdAt: Type.String({ format: 'date-time' }),
    createdByUserId: Type.Integer({
      description: '-42 for an admin token, -1337 for the installation itself.',
    }),
    data: Data('The token after it happened, without its secret.'),
    preData: Data('The token before it happened, without its secret.'),
    tags: Type.Array(Type.Never(), { description: 'Always empty.' }),
    featureName: Type.Null(),
    project: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    environment: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  },
  { title: 'Event' },
);

export const Events = Type.Object({
  events: Type.Array(Event, { description: 'Newest first.' }),
  total: Type.Integer({ description: 'How many there are, the page left aside.' }),
});
