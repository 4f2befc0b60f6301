import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { askUntilRefused } from '../support/ask-until-refused.ts';
import { jetonJson, newDataDir, startJeton } from '../support/jeton-process.ts';

const CLIENTS = 12;
const ANSWERS_BEFORE_THE_STOP = 600;

it('loses no request on open connections when stopped under load, and no use', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  const admin = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const outcome = { answered: 0, lost: [] as string[] };
  const enough = Promise.withResolvers<void>();
  const clients = Array.from({ length: CLIENTS }, () =>
    askUntilRefused(server.url, admin, outcome, () => {
      if (outcome.answered === ANSWERS_BEFORE_THE_STOP) enough.resolve();
    }),
  );
  await enough.promise;
  const { code, stderr } = await server.stop();
  await Promise.all(clients);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(outcome.lost).toEqual([]);
  const { data } = await jetonJson(['token', 'show', '1'], { dataDir });
  expect(data.usage_count).toBe(outcome.answered);
});

it('stops on an interrupt, too', async () => {
  const server = await startJeton({ dataDir: newDataDir() });
  expect((await server.stop('SIGINT')).code).toBe(0);
});

it('is not ready before it stops answering: load balancers get JETON_STOP_DELAY_SECONDS to notice', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env: { JETON_STOP_DELAY_SECONDS: '3' } });
  const admin = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const ended = server.stop();
  await vi.waitFor(async () => {
    const { status, json } = await server.send('/readyz');
    expect([status, json.detail]).toEqual([503, 'Not ready: the server is stopping.']);
  });
  const headers = { authorization: `Bearer ${admin}` };
  expect((await server.send('/api/v1/me', { headers })).status).toBe(200);
  expect((await server.send('/livez')).status).toBe(200);
  expect((await ended).code).toBe(0);
});

it('does not wait for ever for a request that is never finished', async () => {
  const server = await startJeton({ dataDir: newDataDir() });
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST /api/v1/tokens/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
  await vi.waitFor(async () => {
    const { text } = await server.send('/metrics');
    expect(text).toContain('nodejs_active_resources{type="TCPSocketWrap"} 2');
  });
  const since = performance.now();
  expect((await server.stop()).code).toBe(0);
  expect(performance.now() - since).toBeLessThan(20_000);
  socket.destroy();
});

it('stops with npm, when that is how it was started', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, throughNpm: true });
  expect((await server.stop()).stdout).toContain('"msg":"stopping"');
  expect(existsSync(join(dataDir, 'control.sock'))).toBe(false);
});
