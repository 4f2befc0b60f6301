import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyCall } from '../every-call.ts';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

it.each([...new Set(everyCall.map(({ path }) => path))])(
  '405 for %s names the methods that it answers',
  async (path) => {
    const served = everyCall.filter((call) => call.path === path).map(({ method }) => method);
    for (const method of methods.filter((one) => !served.includes(one))) {
      const answer = await server.root.send(method, path);
      const problem = expectProblem(answer, 405, 'Method Not Allowed', `/api/v1${path}`);
      expect(problem.detail).toBe('The HTTP method used is not supported for this endpoint.');
      const allow = String(answer.headers.allow).split(', ');
      expect(allow.filter((one) => one !== 'HEAD').sort()).toEqual([...served].sort());
      expect(allow.includes('HEAD')).toBe(served.includes('GET'));
    }
  },
);
