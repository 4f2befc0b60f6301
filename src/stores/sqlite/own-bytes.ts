/**
 * Copies what crosses threads, each byte array into memory of its own: small Buffers are views of one pool,
 * and cloning a view clones the whole pool, with other callers' bytes in it.
 */
export function withOwnBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(withOwnBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withOwnBytes(member)]));
}
