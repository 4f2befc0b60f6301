import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type JetonServer, newDataDir, startJeton } from '../support/jeton-process.ts';

const WRITERS = 8;
const ACKNOWLEDGED_BEFORE_THE_END = 200;

it('keeps every token that it acknowledged, when killed in the middle of issuing', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  const admin = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const acknowledged: string[] = [];
  const enough = Promise.withResolvers<void>();
  const writers = Array.from({ length: WRITERS }, () =>
    issueUntilGone(server, admin, (secret) => {
      acknowledged.push(secret);
      if (acknowledged.length === ACKNOWLEDGED_BEFORE_THE_END) enough.resolve();
    }),
  );
  await enough.promise;
  await server.kill();
  await Promise.all(writers);

  const again = await startJeton({ dataDir });
  const found = await Promise.all(acknowledged.map((token) => identify(again, admin, token)));
  expect(found.filter((one) => one !== 'issued')).toEqual([]);
  expect(found.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_THE_END);
});

async function issueUntilGone(server: JetonServer, admin: string, note: (secret: string) => void) {
  for (;;) {
    try {
      const answer = await server.send('/api/v1/tokens', {
        method: 'POST',
        headers: { authorization: `Bearer ${admin}` },
        body: { kind: 'access_token', name: 'written before the end' },
      });
      expect(answer.status).toBe(201);
      note(answer.json.meta.secret);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return;
    }
  }
}

async function identify(server: JetonServer, admin: string, token: string): Promise<string> {
  const answer = await server.send('/api/v1/tokens/identify', {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}` },
    body: { token },
  });
  return answer.json.class;
}
