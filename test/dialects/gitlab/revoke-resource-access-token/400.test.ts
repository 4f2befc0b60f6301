import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('who does not manage the source ends nothing', async () => {
  const token = await server.issue('project_access_token', { scopes: ['api'] });
  const { id, resourceId } = token.details.token;
  const sibling = await server.issue('project_access_token', {
    resource: { id: resourceId ?? 0 },
    name: 'sibling',
    scopes: ['api'],
  });
  const editor = await server.user();
  for (const { secret, name } of [
    { secret: editor.secret, name: editor.account.name },
    { secret: sibling.secret, name: 'sibling' },
  ]) {
    const path = `/projects/${resourceId}/access_tokens/${id}`;
    const answer = await server.call('DELETE', path, { as: secret });
    expect([answer.status, answer.json]).toEqual([
      400,
      { message: `400 Bad request - ${name} cannot delete ${token.details.account?.name}` },
    ]);
  }
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
});
