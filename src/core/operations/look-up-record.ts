import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { FoundToken } from '../store.ts';
import type { TokenDetails } from '../token/token.ts';
import { type Fingerprint, fingerprintOf, type TokenDigest } from '../token/token-digest.ts';
import { digestInsteadOf, digestsOf, digestsToAskFor } from './digests-to-ask-for.ts';
import { readWithUses } from './read-with-uses.ts';

/** Longest secret that may be presented, in characters. */
const SECRET_LENGTH_MAX = 4096;
/** Shortest secret that any token may have, in characters. */
const SECRET_LENGTH_MIN = 20;
/** A look-up that shows less than was known here when it was asked for is asked again, so often at most. */
const LOOK_UPS_MAX = 3;

/** What the look-up of a secret found. */
export interface LookUp {
  readonly details: TokenDetails | null;
  /** The secret has the exact shape of one of our kinds. */
  readonly wellFormed: boolean;
  /** The number of the last change that is sure to be in the answer. */
  readonly asOf: number;
}

/** Finds whose secret this is: from memory, else by digest; a string that cannot be any token costs no read. */
export async function lookUpSecret(
  context: AuthorityContext,
  secret: string,
  fromMemoryOnly = false,
): Promise<LookUp> {
  const { following } = context;
  if (isPresentable(secret) && !following.holdsLease()) await following.awaitLease();
  const recalled = recall(context, secret, fromMemoryOnly);
  if ('details' in recalled) return recalled;
  const { fingerprint, digests, wellFormed } = recalled;
  return { ...(await readDetails(context, { fingerprint, digests, secret })), wellFormed };
}

/** What must be asked of the store about a secret that memory does not hold. */
interface ToAsk {
  readonly fingerprint: Fingerprint;
  readonly digests: readonly TokenDigest[];
  readonly wellFormed: boolean;
}

/** Finds whose secret this is without the store, under a lease; else what to ask it. */
export function recall(context: AuthorityContext, secret: string, fromMemoryOnly = false): LookUp | ToAsk {
  const { cache, kinds } = context;
  if (!isPresentable(secret)) return { details: null, wellFormed: false, asOf: cache.applied };
  const fingerprint = fingerprintOf(secret);
  const cached = cache.find(fingerprint);
  if (cached !== null) {
    context.counters.cacheHits += 1;
    return { details: cached, wellFormed: true, asOf: cache.applied };
  }
  context.counters.cacheMisses += 1;
  const shape = kinds.recognise(secret).class;
  const wellFormed = shape === 'well_formed';
  const nothing = { details: null, wellFormed, asOf: cache.applied };
  if (fromMemoryOnly) return nothing;
  const digests = digestsToAskFor(context, secret, fingerprint, shape);
  return digests.length === 0 ? nothing : { fingerprint, digests, wellFormed };
}

/** Finds whose secret has this fingerprint. */
export async function lookUpFingerprint(
  context: AuthorityContext,
  fingerprint: Fingerprint,
): Promise<TokenDetails | null> {
  const { cache, following, keys } = context;
  if (!following.holdsLease()) await following.awaitLease();
  const cached = cache.find(fingerprint);
  if (cached !== null) return cached;
  return (await readDetails(context, { fingerprint, digests: digestsOf(keys, fingerprint), secret: null }))
    .details;
}

/** Whether a string can be a secret at all: 20 to 4,096 visible ASCII characters. */
export function isPresentable(secret: string): boolean {
  return (
    secret.length >= SECRET_LENGTH_MIN && secret.length <= SECRET_LENGTH_MAX && /^[\x21-\x7e]+$/.test(secret)
  );
}

/** What the store is asked; the secret where it is known. */
interface Question extends Pick<ToAsk, 'fingerprint' | 'digests'> {
  readonly secret: string | null;
}

/** Asks the store, under a lease: a server that was replaced still answers reads, from its past. */
async function readDetails(
  context: AuthorityContext,
  question: Question,
): Promise<Omit<LookUp, 'wellFormed'>> {
  const { cache, following, trial } = context;
  const { fingerprint } = question;
  for (let left = LOOK_UPS_MAX; left > 0; left -= 1) {
    const { applied, epoch } = cache;
    const { details, asOf } = await readOnce(context, question);
    await trial?.pauseAt?.('between look-up and memory');
    if (cache.isRecent({ asOf, epoch }, applied)) {
      if (details === null) return { details, asOf };
      cache.remember(fingerprint, details, { asOf, epoch });
      // Of two look-ups at once the first to return is remembered, with the uses counted since.
      const remembered = cache.find(fingerprint);
      return remembered === null
        ? { details, asOf }
        : { details: remembered, asOf: Math.min(asOf, cache.applied) };
    }
    if (!following.holdsLease()) await following.awaitLease();
  }
  throw new AuthorityError('store_unavailable', 'The store answers from its past.');
}

async function readOnce(context: AuthorityContext, question: Question): Promise<Omit<LookUp, 'wellFormed'>> {
  let asOf = 0;
  const [details = null] = await readWithUses(context, async () => {
    context.counters.storeLookUps += 1;
    const found = await context.store.findTokenByDigest(question.digests);
    asOf = found.asOf;
    if (context.keys.other !== null) noteKey(context, found, question);
    return found.details === null ? [] : [found.details];
  });
  return { details, asOf };
}

/** What stands under the other key is written under the current one, later: no verdict waits for that. */
function noteKey(
  { keys, rekeying }: AuthorityContext,
  { details, digest }: FoundToken,
  { fingerprint, secret }: Question,
): void {
  const to = digest === undefined ? null : digestInsteadOf(digest, keys, fingerprint, secret);
  if (details !== null && digest !== undefined && to !== null)
    rekeying.add({ tokenId: details.token.id, from: digest, to });
}
