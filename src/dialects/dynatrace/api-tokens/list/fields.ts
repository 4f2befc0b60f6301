/** The members of a token, in the order of the documentation. */
export const tokenFields = [
  'id',
  'name',
  'enabled',
  'personalAccessToken',
  'owner',
  'creationDate',
  'modifiedDate',
  'expirationDate',
  'lastUsedDate',
  'lastUsedIpAddress',
  'scopes',
  'additionalMetadata',
] as const;
export type TokenField = (typeof tokenFields)[number];

/** What a list shows of each token unless it is asked for more or less. */
export const usualFields: ReadonlySet<TokenField> = new Set([
  'id',
  'name',
  'enabled',
  'owner',
  'creationDate',
]);

/**
 * Reads `+scopes,-owner`, which adds to the usual fields and removes from them, or `name,scopes`, which takes their
 * place; null for anything else. The id is always among them.
 */
export function parseFields(text: string): ReadonlySet<TokenField> | null {
  const parts = text.split(',');
  return isSigned(parts[0]) ? withChanges(parts) : withThese(parts);
}

// A plus that a client forgot to encode arrives as a blank.
function isSigned(part = ''): boolean {
  return /^[+\- ]/.test(part);
}

function withChanges(parts: readonly string[]): ReadonlySet<TokenField> | null {
  const fields = new Set(usualFields);
  for (const part of parts) {
    const field = fieldOf(part.slice(1));
    if (!isSigned(part) || field === null) return null;
    if (!part.startsWith('-')) fields.add(field);
    else if (field !== 'id') fields.delete(field);
  }
  return fields;
}

function withThese(parts: readonly string[]): ReadonlySet<TokenField> | null {
  const fields = new Set<TokenField>(['id']);
  for (const part of parts) {
    const field = fieldOf(part);
    if (field === null) return null;
    fields.add(field);
  }
  return fields;
}

function fieldOf(text: string): TokenField | null {
  return tokenFields.find((name) => name === text.trim()) ?? null;
}
