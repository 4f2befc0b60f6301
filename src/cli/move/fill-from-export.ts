import type { TransferredRow } from '../../stores/sql/transfer/read-rows.ts';
import type { EmptyStore } from '../../stores/sql/transfer/transfer.ts';
import { type TransferredTable, transferredTables } from '../../stores/sql/transfer/transferred-tables.ts';
import { countRows, writeRows } from '../../stores/sql/transfer/write-rows.ts';
import { damaged } from './damaged.ts';
import type { ExportEnd } from './export-file.ts';
import type { ExportLine } from './read-export.ts';

const ROWS_PER_STATEMENT = 500;

/**
 * Writes the lines behind an export's first one into an empty store, and holds them against the counts at the end; throws
 * where something is missing, and whoever opened the store undoes it.
 */
export async function fillFromExport(
  store: EmptyStore,
  lines: AsyncIterable<readonly ExportLine[]>,
): Promise<Readonly<Record<string, number>>> {
  const filling = new Filling(store);
  let end: ExportEnd | null = null;
  for await (const some of lines)
    for (const line of some) {
      if (end !== null) throw damaged('there is something behind the end of the export');
      if ('end' in line) end = line;
      else if ('table' in line) await filling.add(line.table, line.row);
      else throw damaged('there is a second beginning in the export: are these two files?');
    }
  if (end === null) throw damaged('the export has no end: it is not whole');
  await filling.flush();
  for (const table of transferredTables) {
    const [expected, found] = [end.counts[table.name] ?? 0, await countRows(store.db, table)];
    if (found !== expected)
      throw damaged(
        `table ${table.name} should have ${expected} rows and has ${found}: nothing was imported`,
      );
  }
  await store.writeLastNumbers(end.last_numbers);
  return end.counts;
}

/** Rows on their way, one statement for many of a table. */
class Filling {
  readonly #store: EmptyStore;
  #table: TransferredTable | null = null;
  #rows: TransferredRow[] = [];

  constructor(store: EmptyStore) {
    this.#store = store;
  }

  async add(name: string, row: TransferredRow): Promise<void> {
    if (this.#table?.name !== name || this.#rows.length === ROWS_PER_STATEMENT) await this.flush();
    if (this.#table?.name !== name) this.#table = tableOf(name);
    this.#rows.push(row);
  }

  async flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (this.#table === null || rows.length === 0) return;
    await this.#store.prepare(this.#table.name, rows);
    await writeRows(this.#store.db, this.#table, rows);
  }
}

function tableOf(name: string): TransferredTable {
  const table = transferredTables.find((one) => one.name === name);
  if (table === undefined)
    throw damaged(`there is a table ${name} in the export that this version does not know`);
  return table;
}
