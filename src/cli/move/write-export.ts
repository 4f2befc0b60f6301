import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { readKeyState } from '../../core/keys/key-state.ts';
import { readRows } from '../../stores/sql/transfer/read-rows.ts';
import type { LastNumbers, Snapshot } from '../../stores/sql/transfer/transfer.ts';
import { transferredTables } from '../../stores/sql/transfer/transferred-tables.ts';
import { schemaNames } from '../../stores/transfer.ts';
import { version } from '../version.ts';
import type { ExportEnd, ExportHead } from './export-file.ts';

/** Writes everything that a snapshot shows as lines of JSON; answers how many rows each table has. */
export async function writeExport(
  snapshot: Snapshot,
  out: Writable,
): Promise<Readonly<Record<string, number>>> {
  const { db } = snapshot;
  const write = async (lines: readonly object[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (text !== '' && !out.write(text)) await once(out, 'drain');
  };
  const head: ExportHead = {
    jeton_export: 1,
    version,
    made_at: new Date().toISOString(),
    schema: schemaNames,
    key_checks: await readKeyChecks(snapshot),
  };
  await write([head]);
  const counts: Record<string, number> = {};
  for (const table of transferredTables) {
    counts[table.name] = 0;
    for await (const rows of readRows(db, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      await write(rows.map((row) => ({ table: table.name, row })));
    }
  }
  const end: ExportEnd = { end: true, counts, last_numbers: sorted(await snapshot.readLastNumbers()) };
  await write([end]);
  return counts;
}

async function readKeyChecks({ db }: Snapshot): Promise<readonly string[]> {
  const readSetting = async (name: string) => {
    const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value ?? null;
  };
  const { check, former } = await readKeyState({ readSetting });
  return former === null ? [check] : [check, former];
}

/** In one order, so that what two engines tell can be compared. */
function sorted(numbers: LastNumbers): LastNumbers {
  return Object.fromEntries(Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1)));
}
