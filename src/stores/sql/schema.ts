import type { Generated } from 'kysely';
import type { AuditEventType } from '../../core/audit/audit-event.ts';
import type { AccountRole, AccountType } from '../../core/directory/account.ts';
import type { ResourceType } from '../../core/directory/resource.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';

/** The tables of every engine; the small ones stand here. Times are Unix milliseconds, truth values 0 or 1, JSON is text. */
export interface Database {
  setting: {
    name: string;
    value: string;
  };
  account: AccountTable;
  /** One row: the account id given out last. */
  account_sequence: {
    id: number;
    last_account_id: number;
  };
  resource: ResourceTable;
  token: TokenTable;
  /** Beside the token, because counting in a narrow row costs half of counting in the wide one. */
  token_use: {
    token_id: number;
    count: number;
    last_used_at: number | null;
    last_used_ip: string | null;
    noted_at: number | null;
  };
  /** The five most recent of each token. */
  token_address: {
    token_id: number;
    ip: string;
    last_used_at: number;
  };
  /** How far each journal of uses is in `token_use`: the number of its last batch. */
  use_journal: {
    id: string;
    folded: number;
    owner: string;
    told_at: number;
    closed_at: number | null;
  };
  /** One row: how many changes touched something since the beginning. */
  change_clock: {
    id: number;
    last_number: number;
  };
  idempotency: {
    key: string;
    request: string;
    /** Null only within the transaction that claims the key. */
    token_id: number | null;
    at: number;
  };
  audit_event: AuditEventTable;
  migration: {
    name: string;
  };
}

export interface AccountTable {
  /** From `account_sequence`, because a bot's id is needed before the bot exists. */
  id: number;
  type: AccountType;
  username: string;
  /** The username in lower case, by JavaScript's rules, because engines fold letters beyond ASCII differently. */
  username_key: string;
  name: string;
  email: string | null;
  role: AccountRole;
  blocked_at: number | null;
  attributes: string;
  created_at: number;
  updated_at: number;
}

export interface ResourceTable {
  id: Generated<number>;
  type: ResourceType;
  path: string;
  name: string;
  parent_id: number | null;
  owner_id: number | null;
  /** A tombstone's path is made unique, so that another may have it. */
  deleted_at: number | null;
  attributes: string;
  created_at: number;
  updated_at: number;
}

export interface TokenTable {
  id: Generated<number>;
  digest: Uint8Array;
  kind: KindName;
  public_id: string;
  name: string;
  description: string | null;
  account_id: number | null;
  resource_id: number | null;
  created_by_id: number | null;
  scopes: string;
  allowed_ips: string | null;
  created_at: number;
  updated_at: number;
  expires_at: number | null;
  disabled_at: number | null;
  revoked_at: number | null;
  revoked_reason: string | null;
  deleted_at: number | null;
  limits: string | null;
  rotated_from_id: number | null;
  replaced_by_id: number | null;
  grace_until: number | null;
  irregular: number;
  attributes: string;
  sealed: Uint8Array | null;
  /** Under which of the installation's keys digest and sealed secret stand. */
  key_number: number;
  /** Name, description and public id in lower case, for the same reason as `username_key`. */
  search_text: string;
}

export interface AuditEventTable {
  id: Generated<number>;
  type: AuditEventType;
  at: number;
  actor_account_id: number | null;
  actor_token_id: number | null;
  actor_via: string;
  actor_ip: string | null;
  actor_request_id: string | null;
  token_id: number | null;
  account_id: number | null;
  resource_id: number | null;
  count: number;
  repeat_key: string | null;
  details: string;
}
