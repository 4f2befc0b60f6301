import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineFiles } from '../seed/line-files.ts';
import { seedTokens } from '../seed/seed-tokens.ts';
import { makeStrangeSecret, type TokenCounts } from '../seed/token-rows.ts';
import { buildPackage } from './build-package.ts';
import { type Load, startLoad } from './load.ts';
import { type MeasuredDatabase, startMeasuredDatabase } from './measured-database.ts';
import type { Options } from './options.ts';
import { Resources } from './resources.ts';

/** A store full of tokens, with the files that the load generator draws from. */
export interface Dataset {
  readonly counts: TokenCounts;
  /** A new copy's data directory (SQLite) or URL (PostgreSQL). */
  copy(): Promise<string>;
  readonly pools: Readonly<Record<string, string>>;
}

export type Engine = 'sqlite' | 'postgres';

/** What all measurements of a run share; each part is made when it is first needed. */
export interface Workbench {
  readonly options: Options;
  readonly directory: string;
  readonly load: Load;
  /** Flags of Node for Jeton's processes. */
  readonly nodeFlags: readonly string[];
  /** Path of the compiled program's command. */
  program(): Promise<string>;
  database(): Promise<MeasuredDatabase>;
  dataset(engine: Engine, counts: TokenCounts): Promise<Dataset>;
  /** A path of its own below the run's directory. */
  place(name: string): string;
  close(): Promise<void>;
}

/** Secrets of no token, of each sort. */
const STRANGERS = 200_000;

/** Opens a workbench in a temporary directory, which goes with it. */
export function openWorkbench(options: Options, nodeFlags: readonly string[] = []): Workbench {
  const directory = mkdtempSync(join(tmpdir(), 'jeton-bench-'));
  // However the run ends.
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', remove);
  const resources = new Resources();
  const load = startLoad();
  let places = 0;
  const place = (name: string) => {
    places += 1;
    return join(directory, `${places}-${name}`);
  };
  const workbench: Workbench = {
    options,
    directory,
    load,
    nodeFlags,
    place,
    program: () => resources.once('program', async () => buildPackage(directory)),
    database: () =>
      resources.once('database', async () => {
        const database = await startMeasuredDatabase();
        resources.closing(() => database.close());
        return database;
      }),
    dataset: (engine, counts) =>
      resources.once(`${engine} ${JSON.stringify(counts)}`, () => makeDataset(workbench, engine, counts)),
    async close() {
      load.stop();
      await resources.close();
      remove();
    },
  };
  return workbench;
}

async function makeDataset(workbench: Workbench, engine: Engine, counts: TokenCounts): Promise<Dataset> {
  const directory = workbench.place('dataset');
  mkdirSync(directory);
  const files = new LineFiles(directory);
  for (let n = 0; n < STRANGERS; n += 1) {
    files.add('unknown', makeStrangeSecret('well_formed'));
    files.add('malformed', makeStrangeSecret('malformed'));
  }
  const filled = engine === 'sqlite' ? sqliteSource(workbench, directory) : await postgresSource(workbench);
  await seedTokens([filled.databaseUrl], counts, files);
  files.close();
  const names = ['native', 'nativeIds', 'gitlab', 'dynatrace', 'unleashNames', 'unknown', 'malformed'];
  const pools = Object.fromEntries(names.map((name) => [name, files.path(name)]));
  return { counts, pools, copy: filled.copy };
}

interface Source {
  readonly databaseUrl: string;
  copy(): Promise<string>;
}

function sqliteSource(workbench: Workbench, directory: string): Source {
  const path = join(directory, 'jeton.db');
  return {
    databaseUrl: `sqlite:${path}`,
    async copy() {
      const target = workbench.place('data');
      mkdirSync(target);
      copyFileSync(path, join(target, 'jeton.db'), constants.COPYFILE_FICLONE);
      return target;
    },
  };
}

async function postgresSource(workbench: Workbench): Promise<Source> {
  const database = await workbench.database();
  const databaseUrl = await database.createDatabase();
  const name = new URL(databaseUrl).pathname.slice(1);
  return { databaseUrl, copy: () => database.createDatabase(name) };
}
