import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCall } from '../every-call.ts';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const ids = [
  '4711',
  '0',
  '-1',
  '01',
  '1.0',
  '1e3',
  'abc',
  '%20',
  '%00',
  '9007199254740993',
  '9223372036854775808',
];

describe('404', () => {
  it.each(everyCall.filter(({ path }) => path.includes('/4711')))(
    '$method $path is answered for any id that names nothing',
    async ({ method, path, body }) => {
      for (const id of ids) {
        const target = path.replace('4711', id);
        const problem = expectProblem(
          await server.root.send(method, target, body),
          404,
          'Not Found',
          `/api/v1${target}`,
        );
        expect(problem.detail).toBe('Resource not found');
      }
    },
  );

  it.each(['/', '/api', '/api/v1', '/api/v1/', '/api/v1/nothing', '/api/v1/tokens/1/2', '/nowhere'])(
    '%s is nobody’s',
    async (path) => {
      expectProblem(await server.send(path), 404, 'Not Found', path);
      expectProblem(await server.send(path, { method: 'POST', body: { a: 1 } }), 404, 'Not Found', path);
    },
  );
});
