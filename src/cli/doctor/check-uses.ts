import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { ORPHAN_AFTER_MS } from '../../core/operations/tend-journals.ts';
import type { OpenJournal } from '../../core/store.ts';
import { type JournalFile, listJournalFiles } from '../../stores/journal/journal-files.ts';
import { passingFileSystem } from '../../stores/journal/passing-file-system.ts';
import { listWorkerDirectories } from '../../stores/journal/worker-directories.ts';
import { type Finding, fail, pass, warn } from './finding.ts';

/** The journals of uses on the disk: whether they outlast the machine, and whether some wait for a human. */
export async function checkJournalFiles({ dataDir, usageMode }: Config): Promise<readonly Finding[]> {
  const fileSystem = usageMode === 'bounded' ? null : passingFileSystem(dataDir);
  const place =
    fileSystem === null
      ? pass('uses', `counted in mode ${usageMode}`)
      : warn(
          'uses',
          `${dataDir} is on ${fileSystem}, which ends with the container or the machine`,
          'put the data directory on a volume: uses are kept there',
        );
  const setAside = (await filesIn(dataDir)).filter(({ isSetAside }) => isSetAside).map(({ path }) => path);
  if (setAside.length === 0) return [place];
  const found = `${setAside.length} journals that this database does not know, such as ${setAside[0]}`;
  const advice = 'jeton uses recover FILE if they are of this database, otherwise delete them';
  return [place, fail('uses set aside', found, advice)];
}

/** Journals that the database waits for in vain: neither heard of for long, nor on this disk, where the next start takes them over. */
export async function checkOrphans(
  { dataDir }: Config,
  open: readonly OpenJournal[],
): Promise<readonly Finding[]> {
  const here = new Set((await filesIn(dataDir)).map(({ id }) => id));
  const orphans = open.filter(({ id, toldAt }) => !here.has(id) && Date.now() - toldAt > ORPHAN_AFTER_MS);
  return orphans.map(({ id, owner, toldAt }) =>
    fail(
      'uses left behind',
      `journal ${id} of ${owner} was last heard of at ${new Date(toldAt).toISOString()}`,
      `start a server there, or bring its file ${id}.uses and run jeton uses recover FILE; if it is lost, jeton uses abandon ${id}`,
    ),
  );
}

/** The journals of a data directory, those of its workers among them. */
async function filesIn(dataDir: string): Promise<readonly JournalFile[]> {
  const usage = join(dataDir, 'usage');
  const directories = [usage, ...listWorkerDirectories(usage)].filter((path) => existsSync(path));
  return (await Promise.all(directories.map(listJournalFiles))).flat();
}
