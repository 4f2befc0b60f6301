import type { Attributes } from '../../core/attributes.ts';

const noAttributes: Attributes = Object.freeze({});
const noStrings: readonly string[] = Object.freeze([]);

/** Reads attributes; most records have none, which costs no parsing. */
export function fromAttributesText(text: string): Attributes {
  return text === '{}' ? noAttributes : (JSON.parse(text) as Attributes);
}

/** Reads a list of strings; lists that many records have are read once and held once. */
export function fromStringsText(text: string): readonly string[] {
  if (text === '[]') return noStrings;
  const known = lists.get(text);
  if (known !== undefined) return known;
  const strings: readonly string[] = Object.freeze(JSON.parse(text) as string[]);
  if (text.length <= TEXT_LENGTH_MAX) {
    if (lists.size >= LISTS_MAX) lists.clear();
    lists.set(text, strings);
  }
  return strings;
}

const LISTS_MAX = 1_000;
const TEXT_LENGTH_MAX = 500;
const lists = new Map<string, readonly string[]>();
