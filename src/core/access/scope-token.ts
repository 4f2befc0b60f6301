/** Most scopes that a token may carry. */
export const SCOPES_MAX = 256;
const SCOPE_LENGTH_MAX = 255;

/** Whether a string is a scope-token of RFC 6749, section 3.3: visible ASCII without `"` and `\`. */
export function isScopeToken(text: string): boolean {
  return text.length <= SCOPE_LENGTH_MAX && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}
