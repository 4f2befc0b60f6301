import { join } from 'node:path';
import { startMeasured } from '../harness/measured-process.ts';
import type { Row } from '../harness/row.ts';
import { ROOT_SECRET } from '../seed/token-rows.ts';

const script = join(import.meta.dirname, '../servers/http-floor.ts');

/** The first row of every group. */
export const floorRow: Row = {
  id: 'floor',
  what: 'bare `node:http`: parse a small JSON body, answer a fixed one',
  stale: '–',
  counts: '–',
  async prepare({ resources }) {
    const server = await resources.once('floor', async () => {
      const started = await startMeasured({ words: [process.execPath, script] });
      resources.closing(() => started.stop());
      return started;
    });
    const headers = { authorization: `Bearer ${ROOT_SECRET}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ token: 'jtn_000000000000000000000000000000000000' });
    return {
      subject: { process: server },
      ask: { request: { method: 'POST', path: '/', headers, body }, pools: {}, expect: '"valid":true' },
    };
  },
};
