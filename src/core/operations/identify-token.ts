import type { AuthorityContext } from '../authority-context.ts';
import type { KindName } from '../kinds/kind-name.ts';
import type { Recognition } from '../kinds/recognition.ts';
import type { TokenDetails } from '../token/token.ts';
import { type Fingerprint, fingerprintOf } from '../token/token-digest.ts';
import { digestsToAskFor } from './digests-to-ask-for.ts';
import { isPresentable, lookUpFingerprint, lookUpSecret } from './look-up-record.ts';

/** What a string is, whatever it is. */
export type Identification =
  /** A token of ours, in whatever state. */
  | { readonly class: 'issued'; readonly details: TokenDetails }
  /** Well-formed for these kinds, never issued here; no kinds for an unknown fingerprint. */
  | { readonly class: 'unknown'; readonly kinds: readonly KindName[] }
  /** Our prefix with a wrong shape or checksum. */
  | { readonly class: 'malformed'; readonly kinds: readonly KindName[] }
  /** The shape of a known other system. */
  | { readonly class: 'foreign'; readonly looksLike: string }
  | { readonly class: 'unrecognised' };

/** A string by itself, or only its fingerprint. */
export type Identifiable = { readonly secret: string } | { readonly fingerprint: Fingerprint };

/** Tells what a secret is; never a use of it. */
export async function identifySecret(context: AuthorityContext, secret: string): Promise<Identification> {
  const { details } = await lookUpSecret(context, secret);
  return details === null ? byShape(context.kinds.recognise(secret)) : { class: 'issued', details };
}

/**
 * Tells what many strings are, in their order; never a use. What memory or the shape alone decides costs no promise, and
 * the look-ups of the rest are asked for together, so that a store can answer them together.
 */
export async function identifyMany(
  context: AuthorityContext,
  wanted: readonly Identifiable[],
): Promise<readonly Identification[]> {
  const found: Identification[] = [];
  const lookUps: Promise<void>[] = [];
  wanted.forEach((one, index) => {
    const known = identifyWithoutReading(context, one);
    if (known !== null) found[index] = known;
    else
      lookUps.push(
        identifyByReading(context, one).then((read) => {
          found[index] = read;
        }),
      );
  });
  if (lookUps.length > 0) await Promise.all(lookUps);
  return found;
}

function identifyWithoutReading(context: AuthorityContext, wanted: Identifiable): Identification | null {
  const { cache, kinds, following } = context;
  // Asked for each: a long stream must not outlast the lease.
  if (!following.holdsLease()) return null;
  const isSecret = 'secret' in wanted;
  if (isSecret && !isPresentable(wanted.secret)) return byShape(kinds.recognise(wanted.secret));
  const fingerprint = isSecret ? fingerprintOf(wanted.secret) : wanted.fingerprint;
  const details = cache.find(fingerprint);
  if (details !== null) return { class: 'issued', details };
  if (!isSecret) return null;
  const recognition = kinds.recognise(wanted.secret);
  if (recognition.class === 'well_formed') return null;
  const digests = digestsToAskFor(context, wanted.secret, fingerprint, recognition.class);
  return digests.length > 0 ? null : recognition;
}

function identifyByReading(context: AuthorityContext, wanted: Identifiable): Promise<Identification> {
  return 'secret' in wanted
    ? identifySecret(context, wanted.secret)
    : identifyFingerprint(context, wanted.fingerprint);
}

function byShape(recognition: Recognition): Identification {
  return recognition.class === 'well_formed' ? { class: 'unknown', kinds: recognition.kinds } : recognition;
}

/** Tells whose secret has a fingerprint; never a use of it. */
export async function identifyFingerprint(
  context: AuthorityContext,
  fingerprint: Fingerprint,
): Promise<Identification> {
  const details = await lookUpFingerprint(context, fingerprint);
  return details === null ? { class: 'unknown', kinds: [] } : { class: 'issued', details };
}
