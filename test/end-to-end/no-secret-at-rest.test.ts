import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type JetonServer, jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import type { Answer } from '../support/start-server.ts';

it('keeps no secret in clear: not in the database, its log, any other file, nor in any output', async () => {
  const dataDir = newDataDir();
  const env = { JETON_LOG_LEVEL: 'trace' };
  const server = await startJeton({ dataDir, env });
  const admin = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const { data }: { data: { id: number; secret: string }[] } = await jetonJson(['demo'], { dataDir });
  const secrets = [...data.map(({ secret }) => secret), ...(await rotateAll(server, admin, data))];

  await exercise(server, admin, secrets);
  await misuse(server, admin, secrets);
  const revoked = await runJeton(['token', 'revoke'], { dataDir, input: `${secrets.join('\n')}\n` });
  const identified = await runJeton(['identify'], { dataDir, input: `${secrets.join('\n')}\n` });

  // While the server runs, so that the write-ahead log is there to be searched.
  const files = filesOf(dataDir);
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['jeton.db', 'jeton.db-wal', 'key', 'lock.db']),
  );
  const metrics = await server.send('/metrics');
  expect(metrics.text).toContain('jeton_verdicts_total');
  const ended = await server.stop();
  const texts = [...files, ...filesOf(dataDir)].concat([
    { name: "the server's output", content: ended.stdout + ended.stderr },
    { name: 'metrics', content: metrics.text },
    { name: 'output of revoke', content: revoked.stdout + revoked.stderr },
    { name: 'output of identify', content: identified.stdout + identified.stderr },
  ]);
  expect(secrets.length).toBeGreaterThan(data.length);
  for (const secret of [...secrets, admin]) {
    const where = texts.filter(({ name, content }) => name !== 'admin-token' && content.includes(secret));
    expect(where.map(({ name }) => name)).toEqual([]);
  }
});

function filesOf(dataDir: string): { name: string; content: string }[] {
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, content: readFileSync(join(dataDir, name), 'latin1') }));
}

async function rotateAll(server: JetonServer, admin: string, tokens: readonly { id: number }[]) {
  const fresh: string[] = [];
  for (const { id } of tokens) {
    const answer = await post(server, `/api/v1/tokens/${id}/rotate`, admin, {});
    expect([201, 422]).toContain(answer.status);
    if (answer.status === 201) fresh.push(answer.json.meta.secret);
  }
  expect(fresh.length).toBeGreaterThan(0);
  return fresh;
}

/** Every secret at every door where one is expected. */
async function exercise(server: JetonServer, admin: string, secrets: readonly string[]): Promise<void> {
  for (const token of secrets) {
    const fingerprint = createHash('sha256').update(token).digest('hex');
    for (const [path, body] of [
      ['/api/v1/tokens/verify', { token }],
      ['/api/v1/tokens/identify', { token }],
      ['/api/v1/tokens/identify', { fingerprint }],
    ] as const)
      expect((await post(server, path, admin, body)).status).toBe(200);
    await server.send('/api/v1/me', { headers: { authorization: `Bearer ${token}` } });
  }
}

/** Every secret where it does not belong: in paths, queries, bodies that are refused, headers that are malformed. */
async function misuse(server: JetonServer, admin: string, secrets: readonly string[]): Promise<void> {
  for (const token of secrets) {
    const text = encodeURIComponent(token);
    await server.send(`/${text}`);
    await server.send(`/api/v1/tokens/${text}`, { headers: { authorization: `Bearer ${admin}` } });
    await server.send(`/api/v1/tokens?name=${text}&nope=${text}`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    await server.send('/api/v1/me', { headers: { authorization: `Bearer ${token} ${token}` } });
    await server.send('/api/v1/me', { headers: { 'x-request-id': token, traceparent: token } });
    await server.send('/api/v4/admin/token', {
      method: 'POST',
      headers: { 'private-token': token },
      body: { token },
    });
    await server.send('/api/admin/api-tokens', { headers: { authorization: token } });
    await server.send('/api/v2/apiTokens/lookup', {
      method: 'POST',
      headers: { authorization: `Api-Token ${token}` },
      body: { token },
    });
    await post(server, '/api/v1/tokens/identify', admin, { token, [token]: token });
    await post(server, '/api/v1/tokens', admin, { kind: token, name: 'refused', scopes: [token] });
    await post(server, '/api/v1/tokens', admin, { kind: 'access_token', name: 'refused', secret: token });
    await post(server, '/api/v1/tokens/identify', admin, `{"token":"${token}",`);
  }
}

function post(server: JetonServer, path: string, admin: string, body: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
  return server.send(path, { method: 'POST', headers, body });
}
