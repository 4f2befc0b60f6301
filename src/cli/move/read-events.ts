import { readRows, type TransferredRow } from '../../stores/sql/transfer/read-rows.ts';
import type { Snapshot } from '../../stores/sql/transfer/transfer.ts';
import { transferredTables } from '../../stores/sql/transfer/transferred-tables.ts';

/** The events of the audit before a time, page by page, with the members that the native API gives them. */
export async function* readEvents(db: Snapshot['db'], before: number) {
  for (const table of transferredTables.filter(({ name }) => name === 'audit_event'))
    for await (const rows of readRows(db, table))
      yield rows.filter(({ at }) => Number(at) < before).map(toEvent);
}

function toEvent(row: TransferredRow) {
  return {
    id: row.id,
    type: row.type,
    at: new Date(Number(row.at)).toISOString(),
    actor: {
      account_id: row.actor_account_id,
      token_id: row.actor_token_id,
      via: row.actor_via,
      ip: row.actor_ip,
      request_id: row.actor_request_id,
    },
    token_id: row.token_id,
    account_id: row.account_id,
    resource_id: row.resource_id,
    count: row.count,
    details: JSON.parse(String(row.details)),
  };
}
