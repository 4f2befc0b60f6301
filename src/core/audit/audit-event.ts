import type { Attributes } from '../attributes.ts';

/** What can be recorded; each names something done to a token, an account, a resource or the installation. */
export const auditEventTypes = [
  'account_created',
  'account_updated',
  'account_blocked',
  'account_unblocked',
  'resource_created',
  'resource_updated',
  'resource_deleted',
  'token_issued',
  'token_imported',
  'token_updated',
  'token_revoked',
  'token_reset',
  'token_rotated',
  'token_deleted',
  'secrets_read',
  'retired_token_presented',
] as const;
export type AuditEventType = (typeof auditEventTypes)[number];

/** Who did something, and through what. */
export interface Actor {
  readonly accountId: number | null;
  readonly tokenId: number | null;
  /** The dialect, or `command_line`, or `jeton` for what the installation does by itself. */
  readonly via: string;
  readonly ip: string | null;
  readonly requestId: string | null;
}

/** One line of the audit; `details` never holds a secret. Time in Unix milliseconds. */
export interface AuditEvent {
  readonly id: number;
  readonly type: AuditEventType;
  readonly at: number;
  readonly actor: Actor;
  readonly tokenId: number | null;
  readonly accountId: number | null;
  readonly resourceId: number | null;
  /** How many times it happened within the window that the event stands for; 1 but for repeated reads. */
  readonly count: number;
  readonly details: Attributes;
}

/** An event to record; ids that the change itself assigns are filled in by the store. */
export interface NewAuditEvent {
  readonly type: AuditEventType;
  readonly at: number;
  readonly actor: Actor;
  readonly tokenId?: number | null;
  readonly accountId?: number | null;
  readonly resourceId?: number | null;
  readonly details?: Attributes;
}
