import { createWriteStream, fsyncSync, openSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Settings } from '../../installation.ts';
import { storeState } from '../../store-state.ts';
import { readSnapshot } from '../../stores/transfer.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { writeExport } from '../move/write-export.ts';
import { withControlSocket } from '../operator/with-control-socket.ts';
import { readSettings } from '../settings.ts';

/** `jeton export` */
export function addExportCommand(program: Command): void {
  addStoreOptions(
    program
      .command('export <file>')
      .description(
        'write everything as lines of JSON, for jeton import into an empty store of either engine',
      ),
  ).action(exportAll);
}

async function exportAll(file: string, options: DataOptions): Promise<void> {
  const settings = readSettings(options);
  const { config } = settings;
  if (storeState(config) === 'new') throw new CliError(`there is no store in ${config.dataDir}`);
  const release = await settle(settings);
  try {
    const path = resolve(file);
    const counts = await readSnapshot(config.databaseUrl, (snapshot) =>
      intoNewFile(path, (out) => writeExport(snapshot, out)),
    );
    if (options.json) return printJson({ file: path, counts });
    process.stdout.write(`${path}: ${counts.token} tokens, ${counts.account} accounts\n`);
    process.stderr.write('It is of use with the key of this installation only, which it does not hold.\n');
  } finally {
    release();
  }
}

/** Brings what has only been counted into the store: by asking the server here, or by taking over what one has left. */
async function settle(settings: Settings): Promise<() => void> {
  const held = await holdDataDirectory(settings.config.dataDir);
  if ('controlSocket' in held) {
    await withControlSocket(held.controlSocket, async (ask) => void (await ask('settle', {})));
    return () => undefined;
  }
  const release = () => held.lock.release();
  try {
    const { openInstallation } = await import('../../installation.ts');
    const installation = await openInstallation(settings);
    await installation.close();
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** A file that failed half-way is removed: it would look like an export. */
async function intoNewFile<Result>(
  path: string,
  write: (out: NodeJS.WritableStream & ReturnType<typeof createWriteStream>) => Promise<Result>,
): Promise<Result> {
  const fd = openSync(path, 'wx', 0o600);
  const out = createWriteStream(path, { fd, autoClose: false });
  try {
    const result = await write(out);
    out.end();
    await finished(out);
    fsyncSync(fd);
    return result;
  } catch (error) {
    out.destroy();
    rmSync(path, { force: true });
    throw error;
  }
}
