import { median } from '../harness/median.ts';
import type { Study } from '../harness/report.ts';
import { Resources } from '../harness/resources.ts';
import type { Dataset, Engine, Workbench } from '../harness/workbench.ts';
import { startNode } from '../servers/start-jeton.ts';
import { warmUp } from '../servers/warm-up.ts';

const STARTS = 5;
const store = (native: number) => ({ native, gitlab: 0, dynatrace: 0, unleash: 0 });

/** How soon a server is ready, what it takes before traffic, and what each remembered token adds. */
export async function studyMemoryAndStart(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const { tokens, growthTokens } = workbench.options;
  const sizes = [...new Set([0, tokens, growthTokens])];
  const lines: (readonly string[])[] = [];
  for (const engine of ['sqlite', 'postgres'] as const)
    for (const size of engine === 'sqlite' ? sizes : [0, tokens])
      lines.push(await startOn(workbench, engine, size));
  for (const engine of ['sqlite', 'postgres'] as const)
    lines.push(await remembering(workbench, engine, tokens));
  return {
    title: 'Start-up and memory',
    note: `The built program; medians of ${STARTS} starts, the first of a store left out. A remembered token’s share is the difference between a server that was shown every token once and remembers all, and one that was shown the same and remembers none.`,
    head: ['what', 'to the readiness line', 'resident'],
    lines,
  };
}

const names: Readonly<Record<Engine, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

async function startOn(workbench: Workbench, engine: Engine, size: number): Promise<readonly string[]> {
  const dataset = await workbench.dataset(engine, store(size));
  const at = await dataset.copy();
  const [times, mebibytes]: [number[], number[]] = [[], []];
  for (let n = 0; n <= STARTS; n += 1) {
    const resources = new Resources();
    try {
      const server = await startNode(workbench, resources, { engine, dataset, at });
      if (n === 0) continue;
      times.push(server.startMilliseconds);
      mebibytes.push(server.residentMebibytes());
    } finally {
      await resources.close();
    }
  }
  return [
    `start on ${names[engine]} with ${size.toLocaleString('en')} tokens`,
    `${(median(times) / 1_000).toFixed(2)} s`,
    `${median(mebibytes).toFixed(0)} MiB`,
  ];
}

async function remembering(workbench: Workbench, engine: Engine, tokens: number): Promise<readonly string[]> {
  const dataset = await workbench.dataset(engine, store(tokens));
  const all = await shown(workbench, engine, dataset, true);
  const none = await shown(workbench, engine, dataset, false);
  const bytes = ((all - none) * 2 ** 20) / tokens;
  return [
    `${names[engine]}, shown ${tokens.toLocaleString('en')} tokens: all remembered, or none`,
    `${bytes.toFixed(0)} bytes a remembered token`,
    `${all.toFixed(0)} or ${none.toFixed(0)} MiB`,
  ];
}

async function shown(
  workbench: Workbench,
  engine: Engine,
  dataset: Dataset,
  remembers: boolean,
): Promise<number> {
  const resources = new Resources();
  try {
    const at = await dataset.copy();
    const env: Record<string, string> = remembers ? {} : { JETON_CACHE_TOKENS: '0' };
    const server = await startNode(workbench, resources, { engine, dataset, at, env });
    await warmUp(server.url, [dataset.pools.native ?? ''], remembers ? dataset.counts.native * 0.99 : 0);
    return server.residentMebibytes();
  } finally {
    await resources.close();
  }
}
