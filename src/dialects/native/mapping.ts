import type { Json } from '../../core/attributes.ts';
import type { Account } from '../../core/directory/account.ts';
import type { Resource, ResourceType } from '../../core/directory/resource.ts';
import type { AccountReference, ResourceReference } from '../../core/operations/token-owners.ts';
import { parseTimestamp, toTimestamp } from './timestamp.ts';

export function toTimestampOrNull(time: number | null): string | null {
  return time === null ? null : toTimestamp(time);
}

/** A time that the schema has checked. */
export function fromTimestamp(text: string): number {
  const time = parseTimestamp(text);
  if (time === null) throw new TypeError('a time that no schema has checked');
  return time;
}

export function fromTimestampOrNull(text: string | null): number | null {
  return text === null ? null : fromTimestamp(text);
}

export function toAccountSummary(account: Account | null) {
  return account && { id: account.id, type: account.type, username: account.username, name: account.name };
}

export function toResourceSummary(resource: Resource | null) {
  return resource && { id: resource.id, type: resource.type, path: resource.path, name: resource.name };
}

export function fromAccountReference(reference: number | { username: string }): AccountReference {
  return typeof reference === 'number' ? { id: reference } : reference;
}

export function fromResourceReference(
  reference: number | { type: ResourceType; path: string },
): ResourceReference {
  return typeof reference === 'number' ? { id: reference } : reference;
}

/** Members that came as JSON are JSON. */
export function fromAttributes(attributes: Record<string, unknown>): { readonly [member: string]: Json } {
  return attributes as { readonly [member: string]: Json };
}
