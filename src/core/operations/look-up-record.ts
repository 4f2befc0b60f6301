import type { AuthorityContext } from '../authority-context.ts';
import type { TokenDetails } from '../token/token.ts';
import { digestOf, type Fingerprint, fingerprintOf, type TokenDigest } from '../token/token-digest.ts';
import { digestsToAskFor } from './digests-to-ask-for.ts';
import { readWithUses } from './read-with-uses.ts';

/** Longest secret that may be presented, in characters. */
const SECRET_LENGTH_MAX = 4096;
/** Shortest secret that any token may have, in characters. */
const SECRET_LENGTH_MIN = 20;

/** What the look-up of a secret found. */
export interface LookUp {
  readonly details: TokenDetails | null;
  /** The secret has the exact shape of one of our kinds. */
  readonly wellFormed: boolean;
}

/** Finds whose secret this is: from memory, else by digest; a string that cannot be any token costs no read. */
export async function lookUpSecret(
  context: AuthorityContext,
  secret: string,
  fromMemoryOnly = false,
): Promise<LookUp> {
  if (!isPresentable(secret)) return { details: null, wellFormed: false };
  const fingerprint = fingerprintOf(secret);
  const cached = context.cache.find(fingerprint);
  if (cached !== null) {
    context.counters.cacheHits += 1;
    return { details: cached, wellFormed: true };
  }
  context.counters.cacheMisses += 1;
  const wellFormed = context.kinds.recognise(secret).class === 'well_formed';
  if (fromMemoryOnly) return { details: null, wellFormed };
  const digests = digestsToAskFor(context, secret, fingerprint, wellFormed);
  if (digests.length === 0) return { details: null, wellFormed };
  return { details: await readDetails(context, fingerprint, digests), wellFormed };
}

/** Finds whose secret has this fingerprint. */
export async function lookUpFingerprint(
  context: AuthorityContext,
  fingerprint: Fingerprint,
): Promise<TokenDetails | null> {
  return (
    context.cache.find(fingerprint) ??
    (await readDetails(context, fingerprint, [digestOf(fingerprint, context.keys.digestKey)]))
  );
}

/** Whether a string can be a secret at all: 20 to 4,096 visible ASCII characters. */
export function isPresentable(secret: string): boolean {
  return (
    secret.length >= SECRET_LENGTH_MIN && secret.length <= SECRET_LENGTH_MAX && /^[\x21-\x7e]+$/.test(secret)
  );
}

async function readDetails(
  context: AuthorityContext,
  fingerprint: Fingerprint,
  digests: readonly TokenDigest[],
): Promise<TokenDetails | null> {
  const { cache, store, counters } = context;
  counters.storeLookUps += 1;
  const { generation } = cache;
  const [details] = await readWithUses(context, async () => {
    const found = await store.findTokenByDigest(digests);
    return found === null ? [] : [found];
  });
  if (details === undefined) return null;
  cache.remember(fingerprint, details, generation);
  // Of two look-ups at once the first to return is remembered, with the uses counted since.
  return cache.find(fingerprint) ?? details;
}
