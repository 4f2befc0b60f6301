import type { Attributes } from '../../core/attributes.ts';

const noAttributes: Attributes = Object.freeze({});
const noStrings: readonly string[] = Object.freeze([]);

/** Reads attributes; most records have none, which costs no parsing. */
export function fromAttributesText(text: string): Attributes {
  return text === '{}' ? noAttributes : (JSON.parse(text) as Attributes);
}

/** Reads a list of strings; an empty one costs no parsing. */
export function fromStringsText(text: string): readonly string[] {
  return text === '[]' ? noStrings : (JSON.parse(text) as string[]);
}
