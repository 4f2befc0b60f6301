import { DatabaseSync } from 'node:sqlite';

/** What a backup says about itself, beside the records. */
export interface BackupNote {
  /** Unix milliseconds. */
  readonly madeAt: number;
  /** The program that made it. */
  readonly version: string;
  /** The installation's keys as a key file holds them; null where the backup is of no use without them. */
  readonly keys: string | null;
}

/** Puts the note into a backup; it is a plain database file again afterwards. */
export function writeBackupNote(path: string, note: BackupNote): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma journal_mode = delete; pragma synchronous = full');
    database.exec('create table backup_note (note text not null) strict');
    database.prepare('insert into backup_note (note) values (?)').run(JSON.stringify(note));
  } finally {
    database.close();
  }
}

/** Reads a backup's note; null for a database file without one. */
export function readBackupNote(database: DatabaseSync): BackupNote | null {
  const isThere = database.prepare("select 1 from sqlite_schema where name = 'backup_note'").get();
  if (isThere === undefined) return null;
  const row = database.prepare('select note from backup_note').get();
  return row === undefined ? null : (JSON.parse(String(row.note)) as BackupNote);
}
