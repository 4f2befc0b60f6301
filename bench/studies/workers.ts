import type { MeasuredProcess } from '../harness/measured-process.ts';
import { median } from '../harness/median.ts';
import type { Study } from '../harness/report.ts';
import { Resources } from '../harness/resources.ts';
import type { Dataset, Engine, Workbench } from '../harness/workbench.ts';
import { verifyAsk } from '../rows/jeton-asks.ts';
import { startNode } from '../servers/start-jeton.ts';

/** Few enough that every worker has been shown all of them before it is measured. */
const TOKENS = 10_000;
const CONNECTIONS = 32;
const COUNTS = [1, 2] as const;
/** Rounds that are not counted: two workers take twice as many requests until both are compiled and have seen all. */
const WARMING_ROUNDS = 5;

/** What a request costs with one process and with two workers, on both engines. */
export async function studyWorkers(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const lines: (readonly string[])[] = [];
  for (const engine of ['sqlite', 'postgres'] as const) lines.push(await onEngine(workbench, engine));
  return {
    title: 'Workers',
    note: `Verify, ${TOKENS.toLocaleString('en')} tokens at random from warm memories, ${CONNECTIONS} kept connections; processor time of all processes of the server together, medians of interleaved rounds.`,
    head: ['engine', 'processor time, one process', 'two workers', 'ratio'],
    lines,
  };
}

async function onEngine(workbench: Workbench, engine: Engine): Promise<readonly string[]> {
  const dataset = await workbench.dataset(engine, { native: TOKENS, gitlab: 0, dynatrace: 0, unleash: 0 });
  const resources = new Resources();
  try {
    const servers = new Map<number, MeasuredProcess>();
    for (const workers of COUNTS) {
      const at = await dataset.copy();
      const env = { JETON_WORKERS: String(workers) };
      servers.set(workers, await startNode(workbench, resources, { engine, dataset, at, env }));
    }
    const microseconds = new Map<number, number[]>(COUNTS.map((workers) => [workers, []]));
    for (let round = 0; round < WARMING_ROUNDS + workbench.options.rounds; round += 1)
      for (const [workers, server] of servers) {
        const cost = await costOf(workbench, server, dataset);
        if (round >= WARMING_ROUNDS) microseconds.get(workers)?.push(cost);
      }
    const [one, two] = COUNTS.map((workers) => median(microseconds.get(workers) ?? []));
    if (one === undefined || two === undefined) throw new TypeError('nothing was measured');
    return [engine, `${one.toFixed(1)} µs`, `${two.toFixed(1)} µs`, (two / one).toFixed(2)];
  } finally {
    await resources.close();
  }
}

async function costOf(workbench: Workbench, server: MeasuredProcess, dataset: Dataset): Promise<number> {
  let before = 0;
  const { answered } = await workbench.load.run(
    {
      url: server.url,
      connections: CONNECTIONS,
      seconds: Math.max(3, workbench.options.seconds),
      request: verifyAsk('native'),
      pools: dataset.pools,
      expect: '^200 .*"valid":true',
    },
    () => {
      before = server.processorMilliseconds();
    },
  );
  return ((server.processorMilliseconds() - before) * 1_000) / answered;
}
