import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { DirectoryLockedError, lockDataDirectory } from '../../src/stores/sqlite/directory-lock.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('a data directory that is held is refused to a second server, until it is released', () => {
  const directory = join(temporaryDirectory(), 'data');
  const lock = lockDataDirectory(directory);
  expect(() => lockDataDirectory(directory)).toThrow(DirectoryLockedError);
  expect(() => lockDataDirectory(directory)).toThrow('in use by another Jeton server');
  lock.release();
  lockDataDirectory(directory).release();
});

test('only the owner may look into the data directory', () => {
  const directory = join(temporaryDirectory(), 'data');
  lockDataDirectory(directory).release();
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'lock.db')).mode & 0o777).toBe(0o600);
});

test('the lock holds against another process, and dies with it', async () => {
  const directory = join(temporaryDirectory(), 'data');
  const holder = spawn(process.execPath, [join(import.meta.dirname, '../support/hold-lock.ts'), directory]);
  await once(holder.stdout, 'data');
  expect(() => lockDataDirectory(directory)).toThrow(DirectoryLockedError);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockDataDirectory(directory).release();
});

test('an attempt that this process refuses itself does not free the lock for others', async () => {
  const directory = join(temporaryDirectory(), 'data');
  const lock = lockDataDirectory(directory);
  expect(() => lockDataDirectory(directory)).toThrow(DirectoryLockedError);
  const other = spawn(process.execPath, [join(import.meta.dirname, '../support/hold-lock.ts'), directory]);
  const said = await Promise.race([text(other.stderr), once(other.stdout, 'data')]);
  other.kill('SIGKILL');
  expect(said).toContain('DirectoryLockedError');
  lock.release();
});
