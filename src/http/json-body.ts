import { HttpFault } from './http-fault.ts';

/** Deepest nesting of arrays and objects that a body may have. */
export const JSON_DEPTH_MAX = 32;

/**
 * Reads a JSON body; refuses as `malformed_body` what is no JSON, is nested too deeply, or names a member twice:
 * a gateway that read the first of two values and a server that reads the second would judge different requests.
 */
export function parseJsonBody(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpFault('malformed_body', 'The body is not valid JSON.');
  }
  checkStructure(text);
  return value;
}

/** Walks valid JSON once, with one set of member names for each open object. */
function checkStructure(text: string): void {
  const open: (Set<string> | null)[] = [];
  const strings = /["[\]{}]/g;
  for (let match = strings.exec(text); match !== null; match = strings.exec(text)) {
    const { index } = match;
    if (match[0] === '"') strings.lastIndex = readString(text, index, open.at(-1) ?? null);
    else if (match[0] === '{' || match[0] === '[') {
      open.push(match[0] === '{' ? new Set() : null);
      if (open.length > JSON_DEPTH_MAX)
        throw new HttpFault('malformed_body', `The body is nested deeper than ${JSON_DEPTH_MAX} levels.`);
    } else open.pop();
  }
}

/** Passes over a string, noting it when it is a member's name; answers where it ends. */
function readString(text: string, start: number, members: Set<string> | null): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  end += 1;
  if (members === null || !isFollowedByColon(text, end)) return end;
  const name: string = JSON.parse(text.slice(start, end));
  if (members.has(name)) throw new HttpFault('malformed_body', 'The body names a member twice.');
  if (name === '__proto__')
    throw new HttpFault('malformed_body', 'The body names a member that is not allowed.');
  members.add(name);
  return end;
}

const colon = /\s*:/y;

function isFollowedByColon(text: string, index: number): boolean {
  colon.lastIndex = index;
  return colon.test(text);
}
