import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPrivateDirectory, createPrivateFile } from '../private-file.ts';
import { SqliteConnection } from '../sqlite-connection.ts';
import { flushToDisk } from './write-backup.ts';

/**
 * Makes a backup the database, in the place of one that may be there, which is set aside under a name that it answers;
 * null where there was none. The caller holds the data directory.
 */
export function putBack(backupPath: string, databasePath: string, now: number): string | null {
  createPrivateDirectory(dirname(databasePath));
  const restoring = `${databasePath}.restoring`;
  rmSync(restoring, { force: true });
  createPrivateFile(restoring);
  copyFileSync(backupPath, restoring, constants.COPYFILE_FICLONE);
  beginNewLife(restoring, now);
  flushToDisk(restoring);
  const former = setAside(databasePath, now);
  renameSync(restoring, databasePath);
  flushToDisk(dirname(databasePath));
  return former;
}

/** Nothing more comes from the journals that were open when the backup was made: ids mean other tokens from now on. */
function beginNewLife(path: string, now: number): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma journal_mode = delete; pragma synchronous = full');
    database.exec('drop table if exists backup_note');
    const columns = database.prepare(
      "select 1 from pragma_table_info('use_journal') where name = 'closed_at'",
    );
    if (columns.get() !== undefined)
      database.prepare('update use_journal set closed_at = ? where closed_at is null').run(now);
    // What held the keys must not be read out of free pages.
    database.exec('vacuum');
  } finally {
    database.close();
  }
}

function setAside(databasePath: string, now: number): string | null {
  if (!existsSync(databasePath)) return null;
  // Closing the last connection takes the log into the file.
  const connection = new SqliteConnection({ path: databasePath, readOnly: false });
  connection.run('pragma wal_checkpoint(truncate)');
  connection.close();
  const former = `${databasePath}.before-restore-${new Date(now).toISOString().replaceAll(':', '')}`;
  renameSync(databasePath, former);
  for (const end of ['-wal', '-shm']) rmSync(`${databasePath}${end}`, { force: true });
  return former;
}
