import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Authority } from '../../core/authority.ts';
import { ORPHAN_AFTER_MS } from '../../core/operations/tend-journals.ts';
import { storeState } from '../../store-state.ts';
import { journalAt } from '../../stores/journal/journal-at.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { readSettings } from '../settings.ts';

/** `jeton uses …` */
export function addUsesCommand(program: Command): void {
  const uses = program.command('uses').description('recover journals of uses by hand, or give them up');
  addStoreOptions(
    uses.command('recover <file...>').description('count what is in these journals and not in the database'),
  ).action(recover);
  addStoreOptions(
    uses.command('abandon <id...>').description('give up journals whose files are gone'),
  ).action(abandon);
}

async function recover(files: readonly string[], options: DataOptions): Promise<void> {
  await withAuthority(options, async (authority) => {
    const recovered = [];
    for (const file of files) recovered.push({ file, uses: await recoverFile(authority, resolve(file)) });
    if (options.json) return printJson({ data: recovered });
    for (const { file, uses } of recovered) process.stdout.write(`${file}: ${uses} uses recovered\n`);
  });
}

async function recoverFile(authority: Authority, path: string): Promise<number> {
  const journal = await journalAt(path);
  if (journal === null) throw new CliError(`${path} is no journal: its name must be <id>.uses`);
  const open = (await authority.openJournals()).find(({ id }) => id === journal.id);
  // Its owner would find uses counted that it is about to count.
  if (open !== undefined && authority.clock.now() - open.toldAt < ORPHAN_AFTER_MS)
    throw new CliError(
      `${open.owner} used this journal within the last hour: start a server there, or wait until the hour is over`,
    );
  return authority.recoverUses(journal);
}

async function abandon(ids: readonly string[], options: DataOptions): Promise<void> {
  await withAuthority(options, async (authority) => {
    for (const id of ids)
      if (!(await authority.abandonUses(id))) throw new CliError(`there is no open journal ${id}`);
    if (options.json) printJson({ data: ids });
    else process.stdout.write(ids.map((id) => `${id} is given up\n`).join(''));
  });
}

async function withAuthority(
  options: DataOptions,
  work: (authority: Authority) => Promise<void>,
): Promise<void> {
  const settings = readSettings(options);
  const { dataDir } = settings.config;
  if (storeState(settings.config) === 'new') throw new CliError(`there is no store in ${dataDir}`);
  const held = await holdDataDirectory(dataDir);
  if (!('lock' in held)) throw new CliError('a server holds the data directory: stop it first');
  try {
    const { openInstallation } = await import('../../installation.ts');
    const installation = await openInstallation(settings);
    await work(installation.authority).finally(installation.close);
  } finally {
    held.lock.release();
  }
}
