import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { allMigrations } from '../../sql/migrations/all-migrations.ts';
import { storeUnavailable } from '../../sql/store-unavailable.ts';
import { type BackupNote, readBackupNote } from './backup-note.ts';

/** What is in a backup. */
export interface Backup {
  readonly note: BackupNote | null;
  /** The check value of the key that its records stand under. */
  readonly keyCheck: string;
  readonly tokens: number;
  readonly accounts: number;
}

/** Looks through a whole backup; throws with what is wrong with it. */
export function readBackup(path: string): Backup {
  if (!existsSync(path)) throw storeUnavailable(`there is no file ${path}`);
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      checkWhole(path, database);
      return describe(path, database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof Error && 'errcode' in error)
      throw storeUnavailable(`${path} is no backup, or is damaged: ${error.message}`, error);
    throw error;
  }
}

function checkWhole(path: string, database: DatabaseSync): void {
  const findings = database.prepare('pragma integrity_check(3)').all();
  const [first = {}] = findings.map((row) => row.integrity_check);
  if (first !== 'ok') throw storeUnavailable(`${path} is damaged: ${String(first)}`);
}

function describe(path: string, database: DatabaseSync): Backup {
  const hasTable = database.prepare("select 1 from sqlite_schema where name = 'migration'").get();
  if (hasTable === undefined) throw storeUnavailable(`${path} is no store of Jeton`);
  const names = database.prepare('select name from migration').all();
  const unknown = names
    .map(({ name }) => String(name))
    .filter((name) => allMigrations.every((one) => one.name !== name));
  if (unknown.length > 0)
    throw storeUnavailable(
      `${path} is of a newer version (it has ${unknown.join(', ')}): update the program`,
    );
  const check = database.prepare("select value from setting where name = 'installation_key_check'").get();
  return {
    note: readBackupNote(database),
    keyCheck: String(check?.value ?? ''),
    tokens: countOf(database, 'token'),
    accounts: countOf(database, 'account'),
  };
}

function countOf(database: DatabaseSync, table: 'token' | 'account'): number {
  return Number(database.prepare(`select count(*) as count from ${table}`).get()?.count);
}
