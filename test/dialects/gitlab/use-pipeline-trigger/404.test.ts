import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, revokeDirectly, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('a token of another project or kind, a revoked one and none at all look the same', async () => {
  const trigger = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const other = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const revoked = await server.issue('pipeline_trigger_token', {
    account: { id: 1 },
    resource: { id: trigger.details.token.resourceId ?? 0 },
  });
  await revokeDirectly(server, revoked);
  for (const token of [other.secret, revoked.secret, server.rootSecret, 'glptt-nothing', ''])
    for (const id of [trigger.details.token.resourceId, 99_999]) {
      const path = `/projects/${id}/trigger/pipeline`;
      const answer = await server.call('POST', path, { as: null, body: { token, ref: 'main' } });
      expect([answer.status, answer.json]).toEqual([404, { message: '404 Not Found' }]);
    }
  expect((await server.stored(other)).use.count).toBe(0);
});
