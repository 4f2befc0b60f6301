import { HttpFault } from '../../http/http-fault.ts';

/** Parameters by name; a name that ends in `[]` stands for an array. */
export type Fields = Readonly<Record<string, unknown>>;

/** The most parameters that GitLab's web framework reads. */
const FIELDS_MAX = 4096;

/** Reads a query string or a form: the last of several values counts, as in GitLab. */
export function parseFormFields(text: string): Fields {
  const pairs = text.split('&', FIELDS_MAX + 1).filter((pair) => pair !== '');
  return toFields(
    pairs.map((pair) => {
      const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
      return [decode(pair.slice(0, end)), decode(pair.slice(end + 1))];
    }),
  );
}

/** Collects named values; more than any honest form has are refused. */
export function toFields(pairs: readonly (readonly [string, unknown])[]): Fields {
  if (pairs.length > FIELDS_MAX)
    throw new HttpFault('malformed_body', 'The request has too many parameters.');
  const fields = new Map<string, unknown>();
  for (const [name, value] of pairs) {
    const list = name.endsWith('[]') ? name.slice(0, -2) : null;
    if (list === null) fields.set(name, value);
    else fields.set(list, [...listIn(fields, list), value]);
  }
  return Object.fromEntries(fields);
}

function listIn(fields: ReadonlyMap<string, unknown>, name: string): readonly unknown[] {
  const known = fields.get(name);
  return Array.isArray(known) ? known : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new HttpFault('malformed_body', 'The request has a parameter with an invalid %-encoding.');
  }
}
