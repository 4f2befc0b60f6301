import { ALLOWED_IPS_MAX, isAddressOrRange } from '../access/allowed-ips.ts';
import { isScopeToken, SCOPES_MAX } from '../access/scope-token.ts';
import type { Attributes } from '../attributes.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Kind } from '../kinds/kind.ts';
import type { TokenLimits } from '../token/token.ts';

/** Longest name or description, in characters. */
const TEXT_LENGTH_MAX = 255;
const LIMIT_MAX = 1_000_000_000;
const ATTRIBUTES_LENGTH_MAX = 64 * 1024;

/** A trimmed name of 1 to 255 characters without control characters. */
export function nameArgument(text: string, field = 'name'): string {
  const name = text.trim();
  if (name === '') throw new AuthorityError('missing_argument', `The ${field} field is required.`, field);
  return plainText(name, field);
}

/** A trimmed description of at most 255 characters, or null when there is none. */
export function descriptionArgument(text: string | null | undefined): string | null {
  const description = text?.trim() ?? '';
  return description === '' ? null : plainText(description, 'description');
}

/** Scopes that a kind may carry, each once, in the order given. */
export function scopesArgument(scopes: readonly string[], kind: Kind): readonly string[] {
  if (scopes.length > SCOPES_MAX)
    throw new AuthorityError('invalid_argument', `At most ${SCOPES_MAX} scopes.`, 'scopes');
  for (const scope of scopes) {
    const known = kind.scopes === 'any' ? isScopeToken(scope) : kind.scopes.includes(scope);
    if (!known)
      throw new AuthorityError(
        'scope_not_available',
        `A ${kind.name} cannot carry this scope: ${quoted(scope)}.`,
        'scopes',
      );
  }
  return [...new Set(scopes)];
}

/** An allow-list; an empty one means no restriction, which is null. */
export function allowedIpsArgument(entries: readonly string[] | null | undefined): readonly string[] | null {
  if (entries === null || entries === undefined || entries.length === 0) return null;
  if (entries.length > ALLOWED_IPS_MAX)
    throw new AuthorityError('invalid_argument', `At most ${ALLOWED_IPS_MAX} allowed IPs.`, 'allowed_ips');
  entries.forEach((entry, index) => {
    if (!isAddressOrRange(entry))
      throw new AuthorityError(
        'invalid_argument',
        'Must be an IP address or a CIDR range.',
        `allowed_ips.${index}`,
      );
  });
  return [...entries];
}

/** A limit on use, with both numbers positive integers. */
export function limitsArgument(limits: TokenLimits | null | undefined): TokenLimits | null {
  if (limits === null || limits === undefined) return null;
  for (const [member, value] of Object.entries({ requests: limits.requests, per_seconds: limits.perSeconds }))
    if (!Number.isInteger(value) || value < 1 || value > LIMIT_MAX)
      throw new AuthorityError(
        'invalid_argument',
        `Must be an integer from 1 to ${LIMIT_MAX}.`,
        `limits.${member}`,
      );
  return { requests: limits.requests, perSeconds: limits.perSeconds };
}

/** Attributes of at most 64 KiB of JSON. */
export function attributesArgument(attributes: Attributes | undefined): Attributes {
  const given = attributes ?? {};
  const json = JSON.stringify(given);
  if (json.length > ATTRIBUTES_LENGTH_MAX)
    throw new AuthorityError('invalid_argument', 'At most 64 KiB of attributes.', 'attributes');
  if (!json.isWellFormed() || /\\u(?:0000|d[89a-f])/i.test(json))
    throw new AuthorityError('invalid_argument', 'Attributes must be well-formed Unicode.', 'attributes');
  return given;
}

/** Text as a message may repeat it: short, and without anything that a terminal would obey. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function plainText(text: string, field: string): string {
  if (text.length > TEXT_LENGTH_MAX)
    throw new AuthorityError(
      'invalid_argument',
      `The ${field} field must not be longer than ${TEXT_LENGTH_MAX} characters.`,
      field,
    );
  // C0, C1 and DEL would reach terminals and logs; lone surrogates cannot be stored faithfully.
  if (/\p{Cc}/u.test(text) || !text.isWellFormed())
    throw new AuthorityError(
      'invalid_argument',
      `The ${field} field must not hold control characters.`,
      field,
    );
  return text;
}
