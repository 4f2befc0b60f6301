import { renameSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { newDataDir, startJeton } from '../support/jeton-process.ts';

it('is not ready while its data directory cannot be written, and says so', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  expect((await server.send('/readyz')).status).toBe(200);
  renameSync(dataDir, `${dataDir}.away`);
  await vi.waitFor(async () => {
    const { status, json } = await server.send('/readyz');
    expect(status).toBe(503);
    expect(json.detail).toBe('Not ready: the data directory cannot be written.');
  }, 10_000);
  expect((await server.send('/livez')).status).toBe(200);
  renameSync(`${dataDir}.away`, dataDir);
  await vi.waitFor(async () => expect((await server.send('/readyz')).status).toBe(200), 10_000);
});
