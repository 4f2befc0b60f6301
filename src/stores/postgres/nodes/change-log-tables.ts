/** Columns on which a verdict depends: whoever writes one announces the change, or caches would not hear of it. */
const verdictColumns = {
  token: [
    'kind',
    'account_id',
    'resource_id',
    'scopes',
    'allowed_ips',
    'expires_at',
    'disabled_at',
    'revoked_at',
    'deleted_at',
    'limits',
    'grace_until',
    'attributes',
  ],
  account: ['type', 'username', 'role', 'blocked_at', 'attributes'],
  resource: ['type', 'path', 'parent_id', 'attributes'],
} as const;

/** The log of changes, the nodes that follow it, and the guard against writers who do not use it. */
export const changeLogTables: readonly string[] = [
  `create table change_log (
    number bigint not null primary key,
    change_id uuid not null unique,
    subjects text not null,
    at timestamptz not null default clock_timestamp()
  )`,
  `create table node (
    id uuid not null primary key,
    name text not null,
    applied bigint not null,
    beat bigint not null,
    lease_ms bigint not null,
    fenced boolean not null default false,
    started_at timestamptz not null default clock_timestamp(),
    renewed_at timestamptz not null default clock_timestamp()
  )`,
  // Rows that are written every second or oftener, in place.
  'alter table change_clock set (fillfactor = 10)',
  'alter table node set (fillfactor = 10)',
  // The clock's row is locked by whoever logged a change, so that the newest row is its own or it has none.
  `create function refuse_unannounced_change() returns trigger language plpgsql as $$
    begin
      if not exists (
        select 1 from change_log
        where number = (select last_number from change_clock) and xmin = pg_current_xact_id()::xid
      ) then
        raise exception 'rows of % are changed through Jeton only: its nodes would not hear of this', tg_table_name
          using errcode = 'object_not_in_prerequisite_state';
      end if;
      return null;
    end $$`,
  ...Object.entries(verdictColumns).flatMap(([table, columns]) => [
    `create constraint trigger unannounced_update after update of ${columns.join(', ')} on ${table}
      deferrable initially deferred for each row execute function refuse_unannounced_change()`,
    `create constraint trigger unannounced_delete after delete on ${table}
      deferrable initially deferred for each row execute function refuse_unannounced_change()`,
    `create trigger unannounced_truncate after truncate on ${table}
      for each statement execute function refuse_unannounced_change()`,
  ]),
];
