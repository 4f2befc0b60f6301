import type { AuthorityContext } from '../authority-context.ts';
import type { KindName } from '../kinds/kind-name.ts';
import type { TokenDetails } from '../token/token.ts';
import type { Fingerprint } from '../token/token-digest.ts';
import { lookUpFingerprint, lookUpSecret } from './look-up-record.ts';

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

/** Tells what a secret is; never a use of it. */
export async function identifySecret(context: AuthorityContext, secret: string): Promise<Identification> {
  const { details } = await lookUpSecret(context, secret);
  if (details !== null) return { class: 'issued', details };
  const recognition = context.kinds.recognise(secret);
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
