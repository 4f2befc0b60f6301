import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../../support/start-server.ts';
import { type GitlabServer, startGitlab, type TestUser } from '../start-gitlab.ts';

let server: GitlabServer;
let owner: TestUser;

beforeAll(async () => {
  server = await startGitlab();
  owner = await server.user();
  for (let made = 1; made < 5; made += 1)
    await server.issue('personal_access_token', { account: owner.account, scopes: ['api'] });
});
afterAll(() => server.close());

const PATH = '/personal_access_tokens';

function page(query: string, headers = {}): Promise<Answer> {
  return server.call('GET', `${PATH}?${query}`, { as: owner.secret, headers });
}

function linksOf({ headers }: Answer): Record<string, string> {
  const found = [...String(headers.link).matchAll(/<([^>]+)>; rel="([a-z]+)"/g)];
  return Object.fromEntries(found.map(([, url, rel]) => [rel, url]));
}

function counts({ headers }: Answer): readonly unknown[] {
  return ['x-page', 'x-per-page', 'x-prev-page', 'x-next-page', 'x-total', 'x-total-pages'].map(
    (name) => headers[name],
  );
}

it('every page names the others, in headers and in absolute links that keep the query', async () => {
  const query = 'state=active&sort=created_asc&per_page=2';
  const [first, second, third, beyond] = await Promise.all(
    [1, 2, 3, 4].map((number) => page(`${query}&page=${number}`)),
  );
  expect([first, second, third, beyond].map((one) => one?.json.length)).toEqual([2, 2, 1, 0]);
  expect(counts(first!)).toEqual(['1', '2', '', '2', '5', '3']);
  expect(counts(second!)).toEqual(['2', '2', '1', '3', '5', '3']);
  expect(counts(third!)).toEqual(['3', '2', '2', '', '5', '3']);
  expect(Object.keys(linksOf(second!))).toEqual(['prev', 'next', 'first', 'last']);
  expect(Object.keys(linksOf(first!))).toEqual(['next', 'first', 'last']);
  expect(Object.keys(linksOf(third!))).toEqual(['prev', 'first', 'last']);
  expect(linksOf(second!).next).toBe(
    `${server.url}/api/v4${PATH}?state=active&sort=created_asc&per_page=2&page=3`,
  );
});

it('whoever follows rel="next" sees each token once', async () => {
  const seen: number[] = [];
  let url: string | undefined = `${server.url}/api/v4${PATH}?per_page=2`;
  while (url !== undefined) {
    const { pathname, search } = new URL(url);
    const answer = await server.send(pathname + search, { headers: { 'private-token': owner.secret } });
    seen.push(...answer.json.map(({ id }: { id: number }) => id));
    url = linksOf(answer).next;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

it('20 a page unless asked, 100 at most, one page at least', async () => {
  expect(counts(await page(''))).toEqual(['1', '20', '', '', '5', '1']);
  expect(counts(await page('per_page=1000'))[1]).toBe('100');
  expect(counts(await page('revoked=true'))).toEqual(['1', '20', '', '', '0', '1']);
  const far = await page('page=9007199254740991');
  expect([far.status, far.json]).toEqual([200, []]);
});

it('a credential in the query string does not go into the links', async () => {
  const answer = await server.send(`/api/v4${PATH}?private_token=${owner.secret}&per_page=1`);
  expect(answer.status).toBe(200);
  expect(String(answer.headers.link)).not.toContain(owner.secret);
  expect(server.logged()).not.toContain(owner.secret);
});
