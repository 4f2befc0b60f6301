import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pinned } from '../harness/cores.ts';
import { endedMilliseconds } from '../harness/process-figures.ts';
import type { Study } from '../harness/report.ts';
import type { Engine, Workbench } from '../harness/workbench.ts';
import { largeStore } from '../rows/jeton-row.ts';
import { BENCH_KEY } from '../seed/token-rows.ts';

const engines = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

/** Moving a whole store: every row out, and every row into an empty store. */
export async function studyExportAndImport(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const counts = largeStore(workbench);
  const tokens = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const lines: (readonly string[])[] = [];
  for (const engine of ['sqlite', 'postgres'] as const) {
    const from = await (await workbench.dataset(engine, counts)).copy();
    const file = workbench.place('export.ndjson');
    const figures = [
      ['export from', await move(workbench, engine, from, ['export', file])],
      ['import into', await move(workbench, engine, await emptyPlace(workbench, engine), ['import', file])],
    ] as const;
    rmSync(file);
    for (const [what, { seconds, milliseconds }] of figures)
      lines.push([
        `${what} ${engines[engine]}`,
        Math.round(tokens / seconds).toLocaleString('en'),
        `${((milliseconds * 1_000) / tokens).toFixed(1)} µs`,
      ]);
  }
  return {
    title: 'Export and import of a whole store',
    note: `\`jeton export\` and \`jeton import\` of ${tokens.toLocaleString('en')} tokens with their accounts, once, the start of the program included.`,
    head: ['what', 'tokens a second', 'processor time of the command a token'],
    lines,
  };
}

/** A directory without a store, or a database without tables. */
async function emptyPlace(workbench: Workbench, engine: Engine): Promise<string> {
  if (engine === 'postgres') return (await workbench.database()).createDatabase();
  const directory = workbench.place('imported');
  mkdirSync(directory);
  return directory;
}

async function move(workbench: Workbench, engine: Engine, at: string, words: readonly string[]) {
  const program = await workbench.program();
  const dataDir = engine === 'sqlite' ? at : workbench.place('command');
  const databaseUrl = engine === 'sqlite' ? `sqlite:${join(at, 'jeton.db')}` : at;
  const before = endedMilliseconds(process.pid);
  const begun = performance.now();
  const [command = '', ...rest] = pinned('server', [process.execPath, program, ...words]);
  const child = spawn(command, rest, {
    env: {
      PATH: process.env.PATH,
      JETON_KEY: BENCH_KEY.toString('base64'),
      JETON_DATA_DIR: dataDir,
      JETON_DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`jeton ${words[0]} ended with ${code}`);
  const seconds = (performance.now() - begun) / 1_000;
  return { seconds, milliseconds: endedMilliseconds(process.pid) - before };
}
