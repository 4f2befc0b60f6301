import { isIP } from 'node:net';
import { type TSchema, Type } from 'typebox';
import { ALLOWED_IPS_MAX, isAddressOrRange } from '../../core/access/allowed-ips.ts';
import { SCOPES_MAX } from '../../core/access/scope-token.ts';
import { accountTypes } from '../../core/directory/account.ts';
import { resourceTypes } from '../../core/directory/resource.ts';
import { parseFingerprint } from '../../core/token/token-digest.ts';
import { parseTimestamp } from './timestamp.ts';

const PAGE_LIMIT_MAX = 200;
export const PAGE_LIMIT_DEFAULT = 50;
const TEXT_LENGTH_MAX = 255;

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A body: what it does not name is refused. */
export const closed = { additionalProperties: false } as const;

export const idSchema = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  format: 'int64',
  description: 'Identifier, int64.',
  examples: [42],
});
export const idPathSchema = Type.Object({ id: idSchema });

/** A time that the server tells. */
export const timestampSchema = Type.String({
  format: 'date-time',
  description: 'RFC 3339 in UTC with milliseconds.',
  examples: ['2026-04-11T14:35:05.000Z'],
});

/** A time that a client tells. */
export const givenTimeSchema = Type.Refine(
  Type.String({ description: 'RFC 3339 with an offset.', examples: ['2027-01-01T00:00:00Z'] }),
  (text) => parseTimestamp(text) !== null,
  () => 'Must be an RFC 3339 date-time with an offset, such as 2024-04-11T14:35:05Z.',
);

/** Text without control characters, kept as it stands. */
export const plainTextSchema = (description: string, lengthMax = TEXT_LENGTH_MAX) =>
  Type.Refine(
    Type.String({ description, maxLength: lengthMax }),
    isPlain,
    () => 'Must not hold control characters.',
  );

/** Text of which the surrounding white space does not count. */
export const trimmedTextSchema = (description: string, example?: string) =>
  Type.Refine(
    Type.Refine(
      Type.String({
        description: `${description} At most ${TEXT_LENGTH_MAX} characters, trimmed.`,
        ...(example !== undefined && { examples: [example] }),
      }),
      (text) => text.trim().length <= TEXT_LENGTH_MAX,
      () => `Must not be longer than ${TEXT_LENGTH_MAX} characters.`,
    ),
    (text) => isPlain(text.trim()),
    () => 'Must not hold control characters.',
  );

export const nameSchema = Type.Refine(
  trimmedTextSchema('Name for people.', 'Shop, production'),
  (text) => text.trim() !== '',
  () => 'The name field is required.',
);
export const descriptionSchema = nullable(trimmedTextSchema('What it is for.'));

export const scopesSchema = Type.Array(Type.String({ maxLength: TEXT_LENGTH_MAX }), {
  maxItems: SCOPES_MAX,
  description: 'Scopes: RFC 6749 scope-tokens on native kinds, the list of the dialect on others.',
  examples: [['orders:read']],
});

export const allowedIpsSchema = nullable(
  Type.Array(
    Type.Refine(Type.String(), isAddressOrRange, () => 'Must be an IP address or a CIDR range.'),
    {
      maxItems: ALLOWED_IPS_MAX,
      description: 'IPv4 and IPv6 addresses and CIDR ranges that may use the token; null or empty for any.',
      examples: [['203.0.113.0/24', '2001:db8::1']],
    },
  ),
);

export const addressSchema = Type.Refine(
  Type.String({ maxLength: 64, description: 'An IPv4 or IPv6 address.', examples: ['203.0.113.7'] }),
  (text) => isIP(text) !== 0,
  () => 'Must be an IP address.',
);

export const secretSchema = Type.Refine(
  Type.String({
    description: 'A secret of any kind and shape, at most 4 KiB.',
    examples: ['glft-6ymXHyQhqKDvkz2zC2rP'],
  }),
  (text) => Buffer.byteLength(text) <= SECRET_BYTES_MAX,
  () => 'Must not be longer than 4096 bytes.',
);
const SECRET_BYTES_MAX = 4096;

export const fingerprintSchema = Type.Refine(
  Type.String({ description: 'SHA-256 of a secret, 64 hexadecimal digits.' }),
  (text) => parseFingerprint(text) !== null,
  () => 'Must be 64 hexadecimal digits.',
);

export const attributesSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Members of your own, at most 64 KiB of JSON.',
});

export const accountReferenceSchema = Type.Union(
  [idSchema, Type.Object({ username: plainTextSchema('Username.') }, closed)],
  { description: 'An account by id, or by {"username"}.' },
);

export const resourceReferenceSchema = Type.Union(
  [
    idSchema,
    Type.Object(
      { type: Type.Enum([...resourceTypes]), path: plainTextSchema('Path within its type.') },
      closed,
    ),
  ],
  { description: 'A resource by id, or by {"type", "path"}.' },
);

export const accountSummarySchema = Type.Object(
  {
    id: idSchema,
    type: Type.Enum([...accountTypes]),
    username: Type.String(),
    name: Type.String(),
  },
  { title: 'AccountSummary' },
);

export const resourceSummarySchema = Type.Object(
  {
    id: idSchema,
    type: Type.Enum([...resourceTypes]),
    path: Type.String(),
    name: Type.String(),
  },
  { title: 'ResourceSummary' },
);

/** The query members of every list that pages by cursor. */
export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: PAGE_LIMIT_MAX,
      default: PAGE_LIMIT_DEFAULT,
      description: 'Most entries of a page.',
    }),
  ),
  cursor: Type.Optional(Type.String({ description: 'next_cursor of the page before.' })),
};

export const pageSchema = <Item extends TSchema>(item: Item) =>
  Type.Object({
    data: Type.Array(item),
    meta: Type.Object({
      next_cursor: nullable(Type.String({ description: 'Opaque; null on the last page.' })),
    }),
  });

export const problemSchema = Type.Object(
  {
    type: Type.String({ format: 'uri-reference' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: 'The request target as it came, query included.' }),
    errors: Type.Optional(
      Type.Record(Type.String(), Type.Array(Type.String()), { description: 'Faults by member, on 422.' }),
    ),
    trace_id: Type.String({ format: 'uuid', description: 'Also in the header X-Trace-Id.' }),
  },
  { title: 'Problem', description: 'RFC 9457 problem details, application/problem+json.' },
);

/** The problems that a call may answer, for its response schemas. */
export function problems<Status extends number>(...statuses: Status[]): Record<Status, typeof problemSchema> {
  return Object.fromEntries(statuses.map((status) => [status, problemSchema])) as Record<
    Status,
    typeof problemSchema
  >;
}

function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}
