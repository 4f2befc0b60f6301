import type { KindName } from './kind-name.ts';

/** What the shape of a string says about it, before any look-up. */
export type Recognition =
  /** It has the shape of these kinds, checksum included. */
  | { readonly class: 'well_formed'; readonly kinds: readonly KindName[] }
  /** It begins as secrets of these kinds do, but its shape or checksum is wrong. */
  | { readonly class: 'malformed'; readonly kinds: readonly KindName[] }
  /** It has the shape of another system's token. */
  | { readonly class: 'foreign'; readonly looksLike: string }
  | { readonly class: 'unrecognised' };
