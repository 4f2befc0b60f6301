import { randomBytes } from 'node:crypto';
import { Agent, get, request } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { askUntilRefused, type Outcome } from '../support/ask-until-refused.ts';
import { type JetonServer, jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { lives, replaced, workerPid, workerPids } from '../support/worker-processes.ts';

const rootSecret = randomBytes(24).toString('base64url');
const asRoot = { authorization: `Bearer ${rootSecret}` };
const LEASE_MS = 1_000;
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

type Env = Readonly<Record<string, string>>;

const engines: Readonly<Record<string, () => Promise<Env>>> = {
  sqlite: async () => ({}),
  postgres: async () => ({
    JETON_DATABASE_URL: await postgres.createDatabase(),
    JETON_DATABASE_POOL_MAX: '4',
    JETON_KEY: randomBytes(32).toString('base64'),
  }),
};

async function newStart(engine: string, workers: number) {
  const env = await engines[engine]?.();
  const settings = { JETON_BOOTSTRAP_TOKEN: rootSecret, JETON_FAILED_AUTH_PER_MINUTE: '0' };
  return {
    dataDir: newDataDir(),
    env: { ...env, ...settings, JETON_WORKERS: String(workers), JETON_LEASE_MS: String(LEASE_MS) },
  };
}

async function ask(server: JetonServer, method: string, path: string, body?: unknown) {
  const answer = await server.send(`/api/v1${path}`, { method, headers: asRoot, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.text === '' ? null : answer.json;
}

/** Over a connection of its own, which whatever worker takes. */
async function isValid(server: JetonServer, token: string): Promise<boolean> {
  return (await ask(server, 'POST', '/tokens/verify', { token })).valid;
}

async function issue(server: JetonServer, over: object = {}) {
  const body = { kind: 'access_token', name: 'for workers', ...over };
  const { data, meta } = await ask(server, 'POST', '/tokens', body);
  return { id: data.id as number, secret: meta.secret as string };
}

/** What takes a token's power away; `username` is the account that it acts for. */
const changes: Readonly<
  Record<string, (server: JetonServer, id: number, account: number) => Promise<unknown>>
> = {
  revoke: (server, id) => ask(server, 'DELETE', `/tokens/${id}`),
  rotate: (server, id) => ask(server, 'POST', `/tokens/${id}/rotate`, {}),
  disable: (server, id) => ask(server, 'PATCH', `/tokens/${id}`, { disabled: true }),
  block: (server, _id, account) => ask(server, 'PATCH', `/accounts/${account}`, { state: 'blocked' }),
};

/** A connection that stays with one worker, and its number. */
async function connectionTo(server: JetonServer, worker: number): Promise<Agent> {
  for (;;) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { data } = await over(agent, server, 'GET', '/api/v1/nodes');
    const self = data.find(({ self }: { self: boolean }) => self);
    if (self.name.endsWith(` worker ${worker}`)) return agent;
    agent.destroy();
  }
}

function over(
  agent: Agent,
  { port }: JetonServer,
  method: string,
  path: string,
  body?: object,
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
): Promise<any> {
  return new Promise((resolve, reject) => {
    const headers = { ...asRoot, 'content-type': 'application/json' };
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode, ...JSON.parse(text) }));
    });
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Verifies a token over fresh connections until told to stop. */
function keepVerifying(server: JetonServer, token: string, clients: number) {
  const counts = { asked: 0, valid: 0 };
  let isOver = false;
  const callers = Array.from({ length: clients }, async () => {
    while (!isOver) {
      counts.asked += 1;
      const request = { method: 'POST', headers: asRoot, body: { token } };
      // The connections of a process that dies die with it.
      const answer = await server.send('/api/v1/tokens/verify', request).catch(() => null);
      if (answer?.status === 200 && answer.json.valid) counts.valid += 1;
    }
  });
  const stop = () => {
    isOver = true;
    return Promise.all(callers);
  };
  onTestFinished(() => void stop());
  return { counts, stop };
}

describe.each(Object.keys(engines))('workers on %s', (engine) => {
  it.each([2, 3])('accept nothing any more, whichever of %i is asked, that was taken away', async (count) => {
    const server = await startJeton(await newStart(engine, count));
    expect([...workerPids(server).keys()].sort()).toEqual([1, 2, 3].slice(0, count));
    const wrong: string[] = [];
    const lane = async (_: unknown, number: number) => {
      for (let round = 0; round < 12; round += 1) {
        const username = `owner-${number}-${round}`;
        const { data: account } = await ask(server, 'POST', '/accounts', { type: 'user', username });
        const { id, secret } = await issue(server, { account: { username } });
        for (let asked = 0; asked < 2 * count; asked += 1)
          if (!(await isValid(server, secret))) wrong.push('a token that was just issued is refused');
        let takenAway = false;
        let isOver = false;
        const verifying = Array.from({ length: 2 }, async () => {
          while (!isOver) {
            const mustRefuse = takenAway;
            if ((await isValid(server, secret)) && mustRefuse) wrong.push(`${name} ${id}`);
          }
        });
        const [name = '', change] = Object.entries(changes)[Math.floor(Math.random() * 4)] ?? [];
        await change?.(server, id, account.id);
        takenAway = true;
        for (let asked = 0; asked < 2 * count; asked += 1)
          if (await isValid(server, secret)) wrong.push(`${name} ${id}`);
        isOver = true;
        await Promise.all(verifying);
      }
    };
    await Promise.all(Array.from({ length: 3 }, lane));
    expect(wrong).toEqual([]);
    // Otherwise nothing was shown: each worker has answered, and from memory.
    const { text } = await server.send('/metrics');
    for (let worker = 1; worker <= count; worker += 1) {
      const hits = new RegExp(`^jeton_cache_hits_total\\{worker="${worker}"\\} (\\d+)$`, 'm').exec(text)?.[1];
      expect(Number(hits)).toBeGreaterThan(50);
    }
    expect((await server.stop()).code).toBe(0);
  });

  it('wait once for one that hangs, shut it out, and it accepts nothing old when it goes on', async () => {
    const server = await startJeton(await newStart(engine, 2));
    const tokens = await Promise.all(Array.from({ length: 4 }, () => issue(server)));
    const [hanging, other] = [await connectionTo(server, 1), await connectionTo(server, 2)];
    const verify = (agent: Agent, { secret }: { secret: string }) =>
      over(agent, server, 'POST', '/api/v1/tokens/verify', { token: secret });
    for (const token of tokens)
      for (const agent of [hanging, other]) expect((await verify(agent, token)).valid).toBe(true);
    const pid = workerPid(server, 1);
    process.kill(pid, 'SIGSTOP');
    try {
      const took: number[] = [];
      for (const { id } of tokens) {
        const since = performance.now();
        expect((await over(other, server, 'POST', `/api/v1/tokens/${id}/rotate`, {})).status).toBe(201);
        took.push(performance.now() - since);
      }
      // The second may be made before the first has fenced it.
      expect(took[0]).toBeGreaterThan(LEASE_MS);
      expect(took[0]).toBeLessThan(LEASE_MS * 3);
      for (const milliseconds of took.slice(2)) expect(milliseconds).toBeLessThan(LEASE_MS / 2);
      for (const token of tokens) expect((await verify(other, token)).valid).toBe(false);
      // New connections go to those who answer.
      for (let asked = 0; asked < 10; asked += 1) expect(await isValid(server, rootSecret)).toBe(true);
      const late = tokens.map((token) => verify(hanging, token));
      process.kill(pid, 'SIGCONT');
      for (const { status, valid } of await Promise.all(late))
        expect(status === 503 || valid === false).toBe(true);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const again = async () => (await verify(hanging, { secret: rootSecret })).status;
    await expect.poll(again, { timeout: 10_000 }).toBe(200);
    expect((await server.stop()).code).toBe(0);
  });

  it('count every use once though one after the other is killed, and are replaced', async () => {
    const start = await newStart(engine, 2);
    const server = await startJeton(start);
    const { id, secret } = await issue(server);
    const { counts, stop } = keepVerifying(server, secret, 6);
    for (const worker of [1, 2, 1]) {
      const enough = counts.valid + 200;
      await expect.poll(() => counts.valid, { timeout: 30_000 }).toBeGreaterThan(enough);
      const pid = workerPid(server, worker);
      process.kill(pid, 'SIGKILL');
      await replaced(server, worker, pid);
    }
    await stop();
    expect((await server.stop()).code).toBe(0);
    const { data } = await jetonJson(['token', 'show', String(id)], start);
    expect(data.usage_count).toBeGreaterThanOrEqual(counts.valid);
    expect(data.usage_count).toBeLessThanOrEqual(counts.asked);
    expect(server.stdout()).not.toMatch(/setAside|"missing"/);
  });

  it('end with the process that started them; the next start, with however many, has every count', async () => {
    const start = await newStart(engine, 3);
    const counted = { asked: 0, valid: 0 };
    const first = await startJeton(start);
    const { id, secret } = await issue(first);
    await first.stop();
    for (const workers of ['3', '2', '1', '2']) {
      const env = { ...start.env, JETON_WORKERS: workers };
      const server = await startJeton({ ...start, env });
      const pids = [...workerPids(server).values()];
      const { counts, stop } = keepVerifying(server, secret, 6);
      await expect.poll(() => counts.valid, { timeout: 30_000 }).toBeGreaterThan(200);
      await server.kill();
      await stop();
      await expect.poll(() => pids.some(lives), { timeout: 10_000 }).toBe(false);
      counted.asked += counts.asked;
      counted.valid += counts.valid;
    }
    const { data } = await jetonJson(['token', 'show', String(id)], start);
    expect(data.usage_count).toBeGreaterThanOrEqual(counted.valid);
    expect(data.usage_count).toBeLessThanOrEqual(counted.asked);
  });

  it('lose no request on open connections when stopped under load, and no use', async () => {
    const start = await newStart(engine, 2);
    const server = await startJeton(start);
    const outcome: Outcome = { answered: 0, lost: [] };
    const enough = Promise.withResolvers<void>();
    const clients = Array.from({ length: 12 }, () =>
      askUntilRefused(server.url, rootSecret, outcome, () => {
        if (outcome.answered === 600) enough.resolve();
      }),
    );
    await enough.promise;
    const { code, stderr } = await server.stop();
    await Promise.all(clients);
    expect([code, stderr, outcome.lost]).toEqual([0, '', []]);
    const { data } = await jetonJson(['token', 'show', '1'], start);
    expect(data.usage_count).toBe(outcome.answered);
  });
});

it('a killed process that serves is not outlived by what its workers remember: the next start waits for them', async () => {
  const start = await newStart('sqlite', 2);
  const server = await startJeton(start);
  const { id, secret } = await issue(server);
  const agent = await connectionTo(server, 1);
  const verify = () => over(agent, server, 'POST', '/api/v1/tokens/verify', { token: secret });
  expect((await verify()).valid).toBe(true);
  const pid = workerPid(server, 1);
  process.kill(pid, 'SIGSTOP');
  onTestFinished(() => {
    if (lives(pid)) process.kill(pid, 'SIGKILL');
  });
  process.kill(server.pid, 'SIGKILL');
  await expect.poll(() => lives(server.pid)).toBe(false);
  const since = performance.now();
  expect(await runJeton(['token', 'revoke', String(id)], start)).toMatchObject({ code: 0, stderr: '' });
  expect(performance.now() - since).toBeGreaterThan(LEASE_MS);
  const late = verify().catch(() => ({ valid: false }));
  process.kill(pid, 'SIGCONT');
  expect((await late).valid).not.toBe(true);
  await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
});

it('says that it listens once, when every worker serves, and the first secret once', async () => {
  const { JETON_BOOTSTRAP_TOKEN: _, ...env } = (await newStart('sqlite', 3)).env;
  const server = await startJeton({ dataDir: newDataDir(), env });
  expect(server.stdout().match(/Jeton listening on/g)).toHaveLength(1);
  expect(server.stdout().match(/first start/g)).toHaveLength(1);
  expect(workerPids(server).size).toBe(3);
  const { text } = await server.send('/metrics');
  expect(text).toContain('jeton_workers{worker="primary"} 3\n');
  expect((await server.stop()).code).toBe(0);
});

it('answers at a Unix socket', async () => {
  const { dataDir, env } = await newStart('sqlite', 2);
  const path = join(dirname(dataDir), 'jeton.sock');
  const server = await startJeton({ dataDir, env, args: ['--host', `unix:${path}`] });
  const status = await new Promise((resolve, reject) => {
    get({ socketPath: path, path: '/livez' }, (answer) => resolve(answer.statusCode)).once('error', reject);
  });
  expect(status).toBe(200);
  expect((await server.stop()).code).toBe(0);
});

it('is a mistake to be told of when a person starts a worker', async () => {
  const ended = await runJeton(['worker', '1'], { dataDir: newDataDir() });
  expect(ended).toMatchObject({ code: 2, stderr: 'jeton: a worker is started by jeton serve --workers\n' });
});
