import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab, type TestUser } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
const revoked = {
  error: 'invalid_token',
  error_description: 'Token was revoked. You have to re-authorize from the user.',
};

function rotateSelf(as: string, path = '/personal_access_tokens/self/rotate') {
  return server.call('POST', path, { as });
}

/** A token rotated twice: its three secrets, the newest last. */
async function chain(): Promise<{ owner: TestUser; secrets: readonly [string, string, string] }> {
  const owner = await server.user();
  const second = (await rotateSelf(owner.secret)).json.token;
  const third = (await rotateSelf(second)).json.token;
  return { owner, secrets: [owner.secret, second, third] };
}

async function isGood(secret: string): Promise<boolean> {
  return (await server.authority.verify({ secret, countsAsUse: false })).valid;
}

it.each([
  '/personal_access_tokens/self/rotate',
  '/personal_access_tokens/7/rotate',
  '/projects/1/access_tokens/7/rotate',
  '/groups/a%2Fb/access_tokens/self/rotate?expires_at=2030-01-01',
])('whoever presents a rotated token to rotate ends all that came from it: %s', async (path) => {
  const { owner, secrets } = await chain();
  const [first, , third] = secrets;
  const unrelated = await server.issue('personal_access_token', { account: owner.account, scopes: ['api'] });
  expect(await isGood(third)).toBe(true);
  const answer = await rotateSelf(first, path);
  expect([answer.status, answer.json]).toEqual([401, revoked]);
  expect(await isGood(third)).toBe(false);
  expect(await isGood(unrelated.secret)).toBe(true);
  const { record } = await server.authority.verify({ secret: third });
  const [event] = await server.authority.auditEvents({
    type: 'token_revoked',
    tokenId: record?.token.id ?? 0,
    limit: 5,
  });
  expect(event).toMatchObject({
    actor: { tokenId: owner.details.token.id, via: 'gitlab', ip: '127.0.0.1' },
    details: { reason: 'rotated_token_presented' },
  });
});

it('in the middle of the chain too; what came before is dead already', async () => {
  const { secrets } = await chain();
  await rotateSelf(secrets[1]);
  expect(await isGood(secrets[2])).toBe(false);
});

it('anywhere else a rotated token is refused and ends nothing', async () => {
  const { secrets } = await chain();
  for (const [method, path] of [
    ['GET', '/personal_access_tokens/self'],
    ['POST', '/personal_access_tokens/self/rotates'],
    ['GET', '/personal_access_tokens?x=access_tokens/1/rotate'],
    ['DELETE', '/personal_access_tokens/self'],
  ] as const)
    expect((await server.call(method, path, { as: secrets[0] })).status).not.toBe(200);
  expect(await isGood(secrets[2])).toBe(true);
});

it('a revoked token that has no successors ends nothing else of its owner', async () => {
  const { secret, details, account } = await server.user();
  const other = await server.issue('personal_access_token', { account, scopes: ['api'] });
  await server.authority.revoke(server.operator, details);
  expect((await rotateSelf(secret)).status).toBe(401);
  expect(await isGood(other.secret)).toBe(true);
});

it('the bot of a project access token is blocked with its family', async () => {
  const bot = await server.issue('project_access_token', { scopes: ['self_rotate'] });
  const next = (await rotateSelf(bot.secret)).json.token;
  await rotateSelf(bot.secret);
  expect(await isGood(next)).toBe(false);
  expect((await server.stored(bot)).account?.blockedAt).not.toBeNull();
});
