import { Type } from 'typebox';
import { closed, fingerprintSchema, problemSchema, problems, secretSchema } from '../schemas.ts';
import { kindSchema, tokenSchema } from '../tokens/schemas.ts';

/** Longest line of a batch, in bytes, its line feed left aside. */
export const LINE_BYTES_MAX = 8 * 1024;
export const NDJSON = 'application/x-ndjson';

const identificationSchema = Type.Object({
  class: Type.Enum(['issued', 'unknown', 'malformed', 'foreign', 'unrecognised']),
  kind: Type.Optional(kindSchema),
  token: Type.Optional(tokenSchema),
  looks_like: Type.Optional(Type.String({ description: 'The other system, for foreign.' })),
});

export const identifyTokenSchema = {
  operationId: 'identifyToken',
  summary: 'Tell what a string is and whose; never a use of it',
  body: Type.Object(
    { token: Type.Optional(secretSchema), fingerprint: Type.Optional(fingerprintSchema) },
    {
      ...closed,
      description: 'Exactly one of the two.',
      examples: [{ token: 'glft-6ymXHyQhqKDvkz2zC2rP' }],
    },
  ),
  response: {
    200: identificationSchema,
    ...problems(400, 401, 403, 413, 415, 422, 429),
  },
};

export const identifyTokensSchema = {
  operationId: 'identifyTokens',
  summary: 'Tell what any number of strings are',
  description:
    'Newline-delimited JSON in and out, streamed: each line is a body of POST /api/v1/tokens/identify of at most 8 KiB, and ' +
    'is answered by one line in its place. A line that is wrong is answered by a problem object, and the rest goes on. ' +
    'Read the answer while you send: what is not read is not answered further.',
  // Read line by line: nothing looks at the body as a whole.
  documentedBody: {
    content: {
      [NDJSON]: {
        schema: Type.String({ examples: ['{"token":"glft-6ymXHyQhqKDvkz2zC2rP"}\n{"token":"ghp_x"}\n'] }),
      },
    },
  },
  response: {
    200: {
      description: 'A line for each line, in order.',
      content: { [NDJSON]: { schema: Type.Union([identificationSchema, problemSchema]) } },
    },
    ...problems(401, 403, 415, 429),
  },
};
