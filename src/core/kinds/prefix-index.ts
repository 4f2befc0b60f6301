/** Finds the values whose literal prefix a string begins with, without trying them all. */
export interface PrefixIndex<Value> {
  /** The entries of those prefixes that may stand at the beginning of `text`, longest prefix first. */
  candidates(text: string): readonly PrefixEntry<Value>[];
}

/** A literal prefix and what it stands for. */
export interface PrefixEntry<Value> {
  readonly prefix: string;
  readonly value: Value;
}

/** An index by first character; no prefix may be blank, since it would stand at the beginning of every string. */
export function createPrefixIndex<Value>(entries: readonly PrefixEntry<Value>[]): PrefixIndex<Value> {
  const longestFirst = entries.toSorted((a, b) => b.prefix.length - a.prefix.length);
  const byFirstCharacter = Map.groupBy(longestFirst, ({ prefix }) => prefix.charCodeAt(0));
  return { candidates: (text) => byFirstCharacter.get(text.charCodeAt(0)) ?? [] };
}
