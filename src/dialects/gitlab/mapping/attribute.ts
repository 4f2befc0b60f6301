import type { Attributes, Json } from '../../../core/attributes.ts';

/** Reads what was imported with a record and is only echoed: an attribute of another type counts as absent. */
export const attribute = {
  text: (attributes: Attributes, name: string): string | null => {
    const value = attributes[name];
    return typeof value === 'string' ? value : null;
  },
  number: (attributes: Attributes, name: string): number | null => {
    const value = attributes[name];
    return typeof value === 'number' ? value : null;
  },
  flag: (attributes: Attributes, name: string, absent = false): boolean => {
    const value = attributes[name];
    return typeof value === 'boolean' ? value : absent;
  },
  texts: (attributes: Attributes, name: string): string[] => {
    const value = attributes[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  },
  object: (attributes: Attributes, name: string): Attributes | null => {
    const value = attributes[name];
    return isObject(value) ? value : null;
  },
};

function isObject(value: Json | undefined): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
