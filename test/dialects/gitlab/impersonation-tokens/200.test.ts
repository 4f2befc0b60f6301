import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('those of one user, by state, and one by itself', async () => {
  const { account } = await server.user();
  const other = await server.user();
  const [live, ended] = await Promise.all(
    ['live', 'ended'].map((name) => server.issue('impersonation_token', { account, name, scopes: ['api'] })),
  );
  await server.issue('impersonation_token', { account: other.account, scopes: ['api'] });
  await server.authority.revoke(server.operator, ended!.details);
  const path = `/users/${account.id}/impersonation_tokens`;
  const names = async (query: string) =>
    (await server.call('GET', `${path}${query}`)).json.map(({ name }: { name: string }) => name).sort();
  expect(await names('')).toEqual(['ended', 'live']);
  expect(await names('?state=all')).toEqual(['ended', 'live']);
  expect(await names('?state=active')).toEqual(['live']);
  expect(await names('?state=inactive')).toEqual(['ended']);
  expect((await server.call('GET', `${path}?per_page=1`)).headers['x-total']).toBe('2');
  const one = await server.call('GET', `${path}/${live!.details.token.id}`);
  expect([one.status, one.json]).toEqual([
    200,
    expect.objectContaining({ name: 'live', impersonation: true, user_id: account.id, last_used_ips: [] }),
  ]);
});
