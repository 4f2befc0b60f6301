import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { jetonJson, newDataDir, startJeton } from '../support/jeton-process.ts';

const ROUNDS = 6;
const CLIENTS = 8;

/** What clients saw of one token's verifications. */
interface Seen {
  answered: number;
  sent: number;
}

it.each(['exact', 'durable'])(
  'every use answered valid is counted, and none twice, though the server is killed again and again (%s)',
  { timeout: 240_000 },
  async (mode) => {
    const dataDir = newDataDir();
    const env = { JETON_USAGE_MODE: mode, JETON_BOOTSTRAP_TOKEN: 'root-secret-of-this-test' };
    const headers = { authorization: `Bearer ${env.JETON_BOOTSTRAP_TOKEN}` };
    const seen: Seen = { answered: 0, sent: 0 };
    const first = await startJeton({ dataDir, env });
    const issued = await first.send('/api/v1/tokens', {
      method: 'POST',
      headers,
      body: { kind: 'access_token', name: 'used' },
    });
    const { id } = issued.json.data;
    const token = issued.json.meta.secret;
    await first.kill();
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startJeton({ dataDir, env });
      let stopped = false;
      const client = async () => {
        while (!stopped) {
          seen.sent += 1;
          const body = { token, ip: '192.0.2.1' };
          const answer = await server
            .send('/api/v1/tokens/verify', { method: 'POST', headers, body })
            .catch(() => null);
          if (answer?.json.valid === true) seen.answered += 1;
        }
      };
      const clients = Array.from({ length: CLIENTS }, client);
      // Random on purpose: the moment of death is what this test varies.
      await pause(50 + Math.random() * 1500);
      await server.kill();
      stopped = true;
      await Promise.all(clients);
    }
    const last = await startJeton({ dataDir, env });
    const { data } = await jetonJson(['token', 'show', String(id)], { dataDir, env });
    expect(seen.answered).toBeGreaterThan(ROUNDS);
    expect(data.usage_count).toBeGreaterThanOrEqual(seen.answered);
    expect(data.usage_count).toBeLessThanOrEqual(seen.sent);
    expect(data.last_used_ip).toBe('192.0.2.1');
    await last.stop();
    const again = await startJeton({ dataDir, env });
    const after = await jetonJson(['token', 'show', String(id)], { dataDir, env });
    expect(after.data.usage_count).toBe(data.usage_count);
    await again.stop();
  },
);
