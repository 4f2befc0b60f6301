import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Recovery } from '../../core/use/recover-journals.ts';
import { passingFileSystem } from '../../stores/journal/passing-file-system.ts';

/** Says at the start what became of uses that earlier processes counted, and whether those of this one are kept well. */
export function reportUses(
  { usesRecovered, setAside, missing }: Recovery,
  { dataDir, usageMode, databaseUrl }: Config,
  logger: Logger,
): void {
  if (usesRecovered > 0) logger.info({ usesRecovered }, 'uses that an earlier process counted are recovered');
  if (setAside.length > 0)
    logger.warn(
      { setAside },
      'journals of uses that this database does not know are set aside: see jeton doctor',
    );
  if (missing.length > 0)
    logger.warn({ missing }, 'journals of uses are gone from this data directory: see jeton doctor');
  const fileSystem = passingFileSystem(dataDir);
  if (fileSystem !== null && usageMode !== 'bounded' && databaseUrl !== 'sqlite::memory:')
    logger.warn(
      { dataDir, fileSystem },
      'uses are kept where they end with the container or the machine: put the data directory on a volume',
    );
}
