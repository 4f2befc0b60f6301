import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPrivateFile } from '../private-file.ts';
import { SqliteConnection } from '../sqlite-connection.ts';
import { type BackupNote, writeBackupNote } from './backup-note.ts';

/**
 * Writes what a database file holds at one moment into a new file of mode 0600, while others go on writing to it. The
 * file has its name only once it is whole and on the disk. Throws when there is a file of that name.
 */
export function writeBackup(databasePath: string, backupPath: string, note: BackupNote): void {
  if (existsSync(backupPath)) throw alreadyThere(backupPath);
  const partial = `${backupPath}.partial`;
  rmSync(partial, { force: true });
  createPrivateFile(partial);
  try {
    copySnapshot(databasePath, partial);
    writeBackupNote(partial, note);
    flushToDisk(partial);
    if (existsSync(backupPath)) throw alreadyThere(backupPath);
    renameSync(partial, backupPath);
    flushToDisk(dirname(backupPath));
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Waits until the disk has a file, or the names of a directory. */
export function flushToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

// The backup interface begins again whenever another process writes, and may never end; this reads one snapshot.
function copySnapshot(databasePath: string, into: string): void {
  const connection = new SqliteConnection({ path: databasePath, readOnly: true });
  try {
    connection.run(`vacuum into '${into.replaceAll("'", "''")}'`);
  } finally {
    connection.close();
  }
}

function alreadyThere(path: string): Error {
  return Object.assign(new Error(`${path} is there already: a backup overwrites nothing`), {
    syscall: 'open',
  });
}
