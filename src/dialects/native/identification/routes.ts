import { type Static, Type } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { Identification } from '../../../core/operations/identify-token.ts';
import { parseFingerprint } from '../../../core/token/token-digest.ts';
import type { Access } from '../access.ts';
import { invalidField } from '../invalid-field.ts';
import type { NativeServer } from '../native-server.ts';
import { closed, fingerprintSchema, problems, secretSchema } from '../schemas.ts';
import { toToken } from '../tokens/mapping.ts';
import { kindSchema, tokenSchema } from '../tokens/schemas.ts';

export const identifyTokenSchema = {
  operationId: 'identifyToken',
  summary: 'Tell what a string is and whose; never a use of it',
  body: Type.Object(
    { token: Type.Optional(secretSchema), fingerprint: Type.Optional(fingerprintSchema) },
    { ...closed, description: 'Exactly one of the two.' },
  ),
  response: {
    200: Type.Object({
      class: Type.Enum(['issued', 'unknown', 'malformed', 'foreign', 'unrecognised']),
      kind: Type.Optional(kindSchema),
      token: Type.Optional(tokenSchema),
      looks_like: Type.Optional(Type.String({ description: 'The other system, for foreign.' })),
    }),
    ...problems(400, 401, 403, 413, 415, 422, 429),
  },
};

/** What is this string? For whoever found one. */
export function addIdentificationRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const identifies = access.admin('tokens:identify');
  server.post('/api/v1/tokens/identify', { ...identifies, schema: identifyTokenSchema }, async ({ body }) =>
    toAnswer(await identify(authority, body), authority.clock.now()),
  );
}

function identify(
  authority: Authority,
  { token, fingerprint }: Static<typeof identifyTokenSchema.body>,
): Promise<Identification> {
  if (token !== undefined && fingerprint === undefined) return authority.identify(token);
  const parsed = fingerprint === undefined || token !== undefined ? null : parseFingerprint(fingerprint);
  if (parsed === null) throw invalidField('token', 'Send either token or fingerprint.');
  return authority.identifyFingerprint(parsed);
}

function toAnswer(found: Identification, now: number): Static<(typeof identifyTokenSchema.response)[200]> {
  switch (found.class) {
    case 'issued':
      return { class: 'issued', kind: found.details.token.kind, token: toToken(found.details, now) };
    case 'unknown':
    case 'malformed': {
      // Kinds may share a format; the first is the most usual.
      const [kind] = found.kinds;
      return { class: found.class, ...(kind !== undefined && { kind }) };
    }
    case 'foreign':
      return { class: 'foreign', looks_like: found.looksLike };
    case 'unrecognised':
      return { class: 'unrecognised' };
  }
}
