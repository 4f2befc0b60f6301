import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCall } from '../every-call.ts';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const scopes = [
  'tokens:read',
  'tokens:write',
  'tokens:verify',
  'tokens:identify',
  'tokens:revoke',
  'directory:read',
  'directory:write',
  'audit:read',
];

describe('403', () => {
  for (const { method, path, body, needs } of everyCall) {
    if (needs === null) continue;
    if (needs === 'owner') {
      it(`${method} ${path} is not for viewers`, async () => {
        const viewer = await server.caller('viewer', ['*']);
        expectProblem(await viewer.send(method, path, body), 403, 'Forbidden', `/api/v1${path}`);
        const editor = await server.caller('editor', []);
        expect((await editor.send(method, path, body)).status).not.toBe(403);
      });
      continue;
    }
    it(`${method} ${path} needs the scope ${needs.scope}`, async () => {
      // It takes a token's power away, which tokens:revoke allows as well.
      const enough =
        method === 'DELETE' && path.startsWith('/tokens/') ? [needs.scope, 'tokens:revoke'] : [needs.scope];
      const lacking = await server.caller(
        'admin',
        scopes.filter((scope) => !enough.includes(scope)),
      );
      expectProblem(await lacking.send(method, path, body), 403, 'Forbidden', `/api/v1${path}`);
      for (const scope of [...enough, '*']) {
        const holding = await server.caller('admin', [scope]);
        expect((await holding.send(method, path, body)).status).not.toBe(403);
      }
    });

    it(`${method} ${path} ${needs.admin ? 'needs an administrator' : 'is for every role'}`, async () => {
      for (const role of ['editor', 'viewer'] as const) {
        const caller = await server.caller(role, ['*', ...scopes]);
        const { status } = await caller.send(method, path, body);
        expect(status === 403).toBe(needs.admin);
      }
    });
  }
});
