import type { ColumnTypes, Migration } from './migration.ts';

export const firstTables: Migration = {
  name: '0001-first-tables',
  statements: (types) => [
    ...directoryTables(types),
    tokenTable(types),
    ...tokenIndexes(types),
    ...tokenSideTables(types),
    ...auditTables(types),
  ],
};

function directoryTables({ id, integer, text, json, tableEnd }: ColumnTypes): readonly string[] {
  return [
    `create table setting (
      name ${text} not null primary key,
      value ${text} not null
    ) ${tableEnd}`,
    `create table account_sequence (
      id ${integer} not null primary key,
      last_account_id ${integer} not null
    ) ${tableEnd}`,
    'insert into account_sequence (id, last_account_id) values (1, 0)',
    `create table account (
      id ${integer} not null primary key,
      type ${text} not null,
      username ${text} not null,
      username_key ${text} not null unique,
      name ${text} not null,
      email ${text},
      role ${text} not null,
      blocked_at ${integer},
      attributes ${json} not null,
      created_at ${integer} not null,
      updated_at ${integer} not null
    ) ${tableEnd}`,
    `create table resource (
      id ${id},
      type ${text} not null,
      path ${text} not null,
      name ${text} not null,
      parent_id ${integer} references resource (id),
      attributes ${json} not null,
      created_at ${integer} not null,
      updated_at ${integer} not null,
      unique (type, path)
    ) ${tableEnd}`,
    'create index resource_parent on resource (parent_id)',
  ];
}

function tokenTable({ id, integer, text, json, blob, tableEnd }: ColumnTypes): string {
  return `create table token (
    id ${id},
    digest ${blob} not null check (length(digest) = 32),
    kind ${text} not null,
    public_id ${text} not null,
    name ${text} not null,
    description ${text},
    account_id ${integer} references account (id),
    resource_id ${integer} references resource (id),
    created_by_id ${integer} references account (id),
    scopes ${json} not null,
    allowed_ips ${json},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    expires_at ${integer},
    disabled_at ${integer},
    revoked_at ${integer},
    revoked_reason ${text},
    deleted_at ${integer},
    limits ${json},
    rotated_from_id ${integer} references token (id),
    replaced_by_id ${integer} references token (id),
    grace_until ${integer},
    irregular ${integer} not null,
    attributes ${json} not null,
    sealed ${blob},
    search_text ${text} not null
  ) ${tableEnd}`;
}

const tokenIndexes = ({ thenById }: ColumnTypes): readonly string[] => [
  // The one index over the digests of all kinds: "what is this string" is one look-up.
  'create unique index token_digest on token (digest)',
  'create index token_public_id on token (public_id)',
  `create index token_name on token (name${thenById})`,
  `create index token_account on token (account_id${thenById})`,
  `create index token_resource on token (resource_id${thenById})`,
  `create index token_created_at on token (created_at${thenById})`,
  `create index token_kind on token (kind${thenById}) where deleted_at is null`,
  `create index token_kind_created_at on token (kind, created_at${thenById}) where deleted_at is null`,
  'create index token_irregular on token (id) where irregular = 1',
];

/** Uses refer to tokens without a foreign key: a count must not fail because of what it counts. */
function tokenSideTables({ integer, text, tableEnd }: ColumnTypes): readonly string[] {
  return [
    `create table token_use (
      token_id ${integer} not null primary key,
      count ${integer} not null,
      last_used_at ${integer},
      last_used_ip ${text}
    ) ${tableEnd}`,
    `create table idempotency (
      key ${text} not null primary key,
      request ${text} not null,
      token_id ${integer} references token (id),
      at ${integer} not null
    ) ${tableEnd}`,
    'create index idempotency_at on idempotency (at)',
  ];
}

/** The audit refers to everything without foreign keys: it outlives what it tells of. */
function auditTables({ integer, text, json, auditTable }: ColumnTypes): readonly string[] {
  return [
    ...auditTable.before,
    `create table audit_event (
      id ${auditTable.id},
      type ${text} not null,
      at ${integer} not null,
      actor_account_id ${integer},
      actor_token_id ${integer},
      actor_via ${text} not null,
      actor_ip ${text},
      actor_request_id ${text},
      token_id ${integer},
      account_id ${integer},
      resource_id ${integer},
      count ${integer} not null,
      repeat_key ${text},
      details ${json} not null
    ${auditTable.end}`,
    ...auditTable.after,
    'create index audit_event_at on audit_event (at)',
    'create index audit_event_token on audit_event (token_id)',
    'create index audit_event_account on audit_event (account_id)',
    'create index audit_event_actor on audit_event (actor_account_id)',
    'create index audit_event_repeat on audit_event (repeat_key, at) where repeat_key is not null',
  ];
}
