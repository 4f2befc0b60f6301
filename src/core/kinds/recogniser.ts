import { foreignFormats } from './foreign-formats.ts';
import type { Kind, TokenFormat } from './kind.ts';
import type { KindName } from './kind-name.ts';
import { createPrefixIndex } from './prefix-index.ts';
import type { Recognition } from './recognition.ts';

/**
 * Makes the function that classes any string by its shape alone, so that a look-up is made only where it may find
 * something: in about a microsecond, in linear time whatever the input, never throwing.
 * The longest prefix under which a string is well formed decides; failing that, the longest that it begins with.
 */
export function createRecogniser(kinds: readonly Kind[]): (secret: string) => Recognition {
  const formats = [...Map.groupBy(kinds, (kind) => kind.format)].map(toCandidate);
  const byPrefix = createPrefixIndex(toPrefixEntries(formats));
  const unprefixed = formats.filter(({ format }) => format.unprefixed);

  return (secret) => {
    const isShort = secret.length <= secretLengthMax;
    let malformed: Recognition | null = null;
    for (const { prefix, value } of byPrefix.candidates(secret)) {
      if (!secret.startsWith(prefix)) continue;
      const wellFormed = isShort ? toWellFormed(secret, value) : null;
      if (wellFormed !== null) return wellFormed;
      malformed ??= { class: 'malformed', kinds: value.flatMap((candidate) => candidate.kinds) };
    }
    return (
      (isShort ? toWellFormed(secret, unprefixed) : null) ??
      malformed ??
      (isShort ? toForeign(secret) : unrecognised)
    );
  };
}

interface Candidate {
  readonly format: TokenFormat;
  readonly kinds: readonly KindName[];
}

/** The longest secret that any door accepts. */
const secretLengthMax = 4_096;
const unrecognised: Recognition = { class: 'unrecognised' };
const foreignByPrefix = createPrefixIndex(
  foreignFormats.flatMap((value) => value.prefixes.map((prefix) => ({ prefix, value }))),
);

function toCandidate([format, kinds]: [TokenFormat, Kind[]]): Candidate {
  return { format, kinds: kinds.map((kind) => kind.name) };
}

/** One entry for each prefix: a configured prefix may equal that of another kind. */
function toPrefixEntries(candidates: readonly Candidate[]) {
  const pairs = candidates.flatMap((value) => value.format.prefixes.map((prefix) => ({ prefix, value })));
  const grouped = Map.groupBy(pairs, ({ prefix }) => prefix);
  return [...grouped].map(([prefix, group]) => ({ prefix, value: group.map(({ value }) => value) }));
}

function toWellFormed(secret: string, candidates: readonly Candidate[]): Recognition | null {
  let kinds: readonly KindName[] = [];
  for (const candidate of candidates) {
    if (candidate.format.recognise(secret) !== 'well_formed') continue;
    kinds = kinds.length === 0 ? candidate.kinds : [...kinds, ...candidate.kinds];
  }
  return kinds.length === 0 ? null : { class: 'well_formed', kinds };
}

function toForeign(secret: string): Recognition {
  for (const { prefix, value } of foreignByPrefix.candidates(secret)) {
    if (secret.startsWith(prefix) && value.matches(secret))
      return { class: 'foreign', looksLike: value.looksLike };
  }
  return unrecognised;
}
