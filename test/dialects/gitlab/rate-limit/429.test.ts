import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a limited token is told how far it is, and when it may go on', async () => {
  const { secret } = await server.issue('access_token', {
    scopes: ['*'],
    limits: { requests: 3, perSeconds: 3600 },
  });
  const answers = [];
  for (let sent = 0; sent < 4; sent += 1) answers.push(await server.call('GET', '/user', { as: secret }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['2', '1', '0', '0']);
  const [first, , , last] = answers;
  expect(first?.headers).toMatchObject({
    'ratelimit-limit': '1',
    'ratelimit-name': 'throttle_authenticated_api',
    'ratelimit-observed': '1',
  });
  expect(first?.headers['retry-after']).toBeUndefined();
  expect(last?.text).toBe('Retry later');
  expect(last?.headers['content-type']).toMatch(/^text\/plain/);
  const reset = Number(last?.headers['ratelimit-reset']) * 1000;
  expect(reset).toBeGreaterThan(server.clock.now());
  expect(reset % 3_600_000).toBe(0);
  expect(Date.parse(String(last?.headers['ratelimit-resettime']))).toBe(reset);
  expect(Number(last?.headers['retry-after'])).toBe(Math.ceil((reset - server.clock.now()) / 1000));
});

it('a token without a limit is told nothing of one', async () => {
  const { headers } = await server.call('GET', '/user');
  expect(Object.keys(headers).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
});
