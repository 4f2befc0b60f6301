import type { AuthorityContext } from '../authority-context.ts';
import type { TokenRecord } from '../token/token.ts';
import { digestOf, type Fingerprint, fingerprintOf } from '../token/token-digest.ts';

/** Longest secret that may be presented, in characters. */
export const SECRET_LENGTH_MAX = 4096;
/** Shortest secret that any token may have, in characters. */
export const SECRET_LENGTH_MIN = 20;

/** What the look-up of a secret found. */
export interface LookUp {
  readonly record: TokenRecord | null;
  /** The secret has the exact shape of one of our kinds. */
  readonly wellFormed: boolean;
}

/** Finds whose secret this is: from memory, else by digest; a string that cannot be any token costs no read. */
export async function lookUpSecret(
  context: AuthorityContext,
  secret: string,
  fromMemoryOnly = false,
): Promise<LookUp> {
  if (!isPresentable(secret)) return { record: null, wellFormed: false };
  const fingerprint = fingerprintOf(secret);
  const cached = context.cache.find(fingerprint);
  if (cached !== null) return { record: cached, wellFormed: true };
  const wellFormed = context.kinds.recognise(secret).class === 'well_formed';
  if (fromMemoryOnly) return { record: null, wellFormed };
  const digest = digestOf(fingerprint, context.keys.digestKey);
  if (!wellFormed && !context.irregular.mayHold(digest)) return { record: null, wellFormed };
  return { record: await readRecord(context, fingerprint, digest), wellFormed };
}

/** Finds whose secret has this fingerprint. */
export async function lookUpFingerprint(
  context: AuthorityContext,
  fingerprint: Fingerprint,
): Promise<TokenRecord | null> {
  return (
    context.cache.find(fingerprint) ??
    (await readRecord(context, fingerprint, digestOf(fingerprint, context.keys.digestKey)))
  );
}

/** Whether a string can be a secret at all: 20 to 4,096 visible ASCII characters. */
export function isPresentable(secret: string): boolean {
  return (
    secret.length >= SECRET_LENGTH_MIN && secret.length <= SECRET_LENGTH_MAX && /^[\x21-\x7e]+$/.test(secret)
  );
}

async function readRecord(
  { cache, store }: AuthorityContext,
  fingerprint: Fingerprint,
  digest: Buffer,
): Promise<TokenRecord | null> {
  const { generation } = cache;
  const record = await store.findTokenByDigest([digest]);
  if (record !== null) cache.remember(fingerprint, record, generation);
  return record;
}
