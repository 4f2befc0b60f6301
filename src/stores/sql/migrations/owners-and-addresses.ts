import type { Migration } from './migration.ts';

/** Whose a resource is; which addresses used a token lately, and when somebody last took note of its use. */
export const ownersAndAddresses: Migration = {
  name: '0003-owners-and-addresses',
  statements: ({ integer, text, tableEnd }) => [
    `alter table resource add column owner_id ${integer} references account (id)`,
    'create index resource_owner on resource (owner_id)',
    `alter table token_use add column noted_at ${integer}`,
    'update token_use set noted_at = last_used_at',
    `create table token_address (
      token_id ${integer} not null,
      ip ${text} not null,
      last_used_at ${integer} not null,
      primary key (token_id, ip)
    ) ${tableEnd}`,
    `insert into token_address (token_id, ip, last_used_at)
      select token_id, last_used_ip, last_used_at from token_use
      where last_used_ip is not null and last_used_at is not null`,
  ],
};
