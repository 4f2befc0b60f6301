import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynatraceScopes } from '../../../../src/core/kinds/dynatrace-scopes.ts';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(everyCall.filter(({ scope }) => scope !== null))(
  '$method $path names the scope that a token lacks, whatever else it has',
  async ({ method, path, scope, body }) => {
    const scopes = dynatraceScopes.filter((one) => one !== scope);
    for (const lacking of [
      await issue(server, { scopes }),
      await issue(server, { kind: 'access_token', scopes: [...scopes, 'tokens:read', 'tokens:write'] }),
    ]) {
      const { status, json } = await server.send(path, {
        method,
        body,
        headers: { authorization: `Api-Token ${lacking.secret}` },
      });
      expect([status, json]).toEqual([
        403,
        envelope(403, `Token is missing required scope. Use one of: ${scope}`),
      ]);
    }
  },
);

test.each(everyCall)(
  '$method $path is open to the scope alone, and to a native token with every scope',
  async (one) => {
    const scopes = one.scope === null ? [] : [one.scope];
    for (const enough of [
      await issue(server, { scopes }),
      await issue(server, { kind: 'access_token', scopes: ['*'] }),
    ]) {
      const { status } = await server.send(one.path, {
        method: one.method,
        body: one.body,
        headers: { authorization: `Api-Token ${enough.secret}` },
      });
      expect([200, 201, 404]).toContain(status);
    }
  },
);
