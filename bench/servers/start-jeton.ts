import { join } from 'node:path';
import { type MeasuredProcess, startMeasured } from '../harness/measured-process.ts';
import type { Resources } from '../harness/resources.ts';
import type { Stand, Subject } from '../harness/row.ts';
import type { Dataset, Engine, Workbench } from '../harness/workbench.ts';
import { BENCH_KEY } from '../seed/token-rows.ts';
import { warmUp } from './warm-up.ts';

/** How a server of Jeton is set up. */
export interface JetonSetup {
  /** Tells it from the others of its group. */
  readonly name: string;
  readonly engine: Engine;
  readonly dataset: Dataset;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
  /** Runs the sources as they are: what is built has no modules to put others in the place of. */
  readonly fromSources?: boolean;
  /** Fills its memory with all tokens first. */
  readonly warm?: boolean;
}

/** A server of the compiled program over a copy of a dataset, shared by the rows of a group. */
export function jetonSubject({ workbench, resources }: Stand, setup: JetonSetup): Promise<Subject> {
  return resources.once(`jeton ${setup.name}`, async () => {
    const at = await setup.dataset.copy();
    const process = await startNode(workbench, resources, { ...setup, at });
    if (setup.warm) await remember(process.url, setup.dataset);
    return { process, ...(setup.engine === 'postgres' && { database: await workbench.database() }) };
  });
}

/** One more process over a data directory or a database. */
export async function startNode(
  workbench: Workbench,
  resources: Resources,
  {
    engine,
    at,
    env = {},
    nodeFlags = [],
    fromSources = false,
    dataset,
  }: Omit<JetonSetup, 'name'> & { readonly at: string },
): Promise<MeasuredProcess> {
  const program = fromSources ? sources : await workbench.program();
  const dataDir = engine === 'sqlite' ? at : workbench.place('node');
  const flags = [...workbench.nodeFlags, ...nodeFlags];
  const started = await startMeasured({
    words: [process.execPath, ...flags, program, 'serve', '--port', '0', '--data-dir', dataDir],
    cwd: workbench.directory,
    env: {
      JETON_KEY: BENCH_KEY.toString('base64'),
      JETON_LOG_LEVEL: 'warn',
      JETON_CACHE_TOKENS: String(cacheOf(dataset)),
      JETON_UNLEASH_TOKEN_LIMIT: '100000000',
      ...(engine === 'postgres' && { JETON_DATABASE_URL: at }),
      ...env,
    },
  });
  resources.closing(() => started.stop());
  return started;
}

const sources = join(import.meta.dirname, '../../src/main.ts');

/** Where the library for counting off is. */
export const countingOff: readonly string[] = ['--import', join(import.meta.dirname, 'counting-off.ts')];

/** Room for every token, and some. */
function cacheOf({ counts: { native, gitlab, dynatrace, unleash } }: Dataset): number {
  return Math.min(16_000_000, native + gitlab + dynatrace + unleash + 1_000);
}

async function remember(url: string, dataset: Dataset): Promise<void> {
  const { pools, counts } = dataset;
  const shown = (['native', 'gitlab', 'dynatrace'] as const).filter((pool) => counts[pool] > 0);
  const files = shown.map((pool) => pools[pool] ?? '');
  const tokens = shown.reduce((sum, pool) => sum + counts[pool], 0);
  await warmUp(url, files, Math.min(cacheOf(dataset), tokens) * 0.99);
}
