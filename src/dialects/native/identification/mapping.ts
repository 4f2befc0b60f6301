import type { Static } from 'typebox';
import type { Identifiable, Identification } from '../../../core/operations/identify-token.ts';
import { parseFingerprint } from '../../../core/token/token-digest.ts';
import { invalidField } from '../invalid-field.ts';
import { toToken } from '../tokens/mapping.ts';
import type { identifyTokenSchema } from './schemas.ts';

/** What is to be identified; refuses a body that names both or neither. */
export function fromIdentifyBody({
  token,
  fingerprint,
}: Static<typeof identifyTokenSchema.body>): Identifiable {
  if (token !== undefined && fingerprint === undefined) return { secret: token };
  const parsed = fingerprint === undefined || token !== undefined ? null : parseFingerprint(fingerprint);
  if (parsed === null) throw invalidField('token', 'Send either token or fingerprint.');
  return { fingerprint: parsed };
}

export function toIdentification(
  found: Identification,
  now: number,
): Static<(typeof identifyTokenSchema.response)[200]> {
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
