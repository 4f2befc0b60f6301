import { ask } from '../harness/ask.ts';
import type { Study } from '../harness/report.ts';
import { Resources } from '../harness/resources.ts';
import type { Engine, Workbench } from '../harness/workbench.ts';
import { largeStore } from '../rows/jeton-row.ts';
import { startNode } from '../servers/start-jeton.ts';

const PAGE = 200;
/** Enough to see whether later pages are dearer. */
const TOKENS_MAX = 200_000;

/** Reading the whole store, page by page. */
export async function studyStoreScan(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const lines: (readonly string[])[] = [];
  for (const engine of ['sqlite', 'postgres'] as const) lines.push(...(await scan(workbench, engine)));
  return {
    title: 'Scan of the store',
    note: `\`GET /api/v1/tokens?limit=${PAGE}\` page by page, one request at a time, up to ${TOKENS_MAX.toLocaleString('en')} tokens of ${workbench.options.tokens.toLocaleString('en')} and more.`,
    head: ['pages', 'tokens a second', 'server time a token'],
    lines,
  };
}

async function scan(workbench: Workbench, engine: Engine): Promise<readonly (readonly string[])[]> {
  const resources = new Resources();
  try {
    const dataset = await workbench.dataset(engine, largeStore(workbench));
    const at = await dataset.copy();
    const server = await startNode(workbench, resources, { engine, dataset, at });
    const parts: { tokens: number; milliseconds: number; spent: number }[] = [];
    let cursor: string | null = '';
    const pagesOfPart = Math.ceil(Math.min(TOKENS_MAX, dataset.counts.native) / PAGE / 4);
    for (let part = 0; part < 4 && cursor !== null; part += 1) {
      const [begun, before] = [performance.now(), server.processorMilliseconds()];
      let tokens = 0;
      for (let page = 0; page < pagesOfPart && cursor !== null; page += 1) {
        const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { data, meta } = await ask(server.url, 'GET', `/api/v1/tokens?limit=${PAGE}${after}`);
        tokens += data.length;
        cursor = meta.next_cursor;
      }
      const spent = server.processorMilliseconds() - before;
      parts.push({ tokens, milliseconds: performance.now() - begun, spent });
    }
    return parts.map(({ tokens, milliseconds, spent }, n) => [
      `${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${['first', 'second', 'third', 'last'][n]} quarter of them`,
      Math.round((tokens * 1_000) / milliseconds).toLocaleString('en'),
      `${((spent * 1_000) / tokens).toFixed(1)} µs`,
    ]);
  } finally {
    await resources.close();
  }
}
