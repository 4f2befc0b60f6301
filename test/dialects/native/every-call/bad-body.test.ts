import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCall } from '../every-call.ts';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };

describe.each(everyCall.filter(({ body }) => body !== undefined))(
  '$method $path',
  ({ method, path, body }) => {
    it('answers 400 for what is no JSON', async () => {
      const bodies = [
        '{"a":1',
        'null null',
        '{"name":"a","name":"b"}',
        `${'['.repeat(100)}${']'.repeat(100)}`,
      ];
      for (const text of [...bodies, Buffer.from([0x7b, 0xff, 0x7d])])
        expectProblem(await server.root.send(method, path, text, json), 400, 'Bad Request', `/api/v1${path}`);
    });

    it('answers 415 for another content type', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'nonsense',
      ]) {
        const answer = await server.root.send(method, path, JSON.stringify(body), { 'content-type': type });
        expectProblem(answer, 415, 'Unsupported Media Type', `/api/v1${path}`);
      }
    });

    it('answers 413 for a body over 1 MiB', async () => {
      const text = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
      expectProblem(
        await server.root.send(method, path, text, json),
        413,
        'Content Too Large',
        `/api/v1${path}`,
      );
    });

    it('answers 422 for what is no object, and for members that it does not know', async () => {
      const existing = path.replace('4711', '1');
      for (const text of ['[]', '"x"', '3', 'true'])
        expectProblem(
          await server.root.send(method, existing, text, json),
          422,
          'Unprocessable Content',
          `/api/v1${existing}`,
        );
      const answer = await server.root.send(method, existing, { ...body, zork: 1, 'a/b~c': 2 });
      expect(Object.keys(answer.json.errors)).toEqual(expect.arrayContaining(['zork', 'a/b~c']));
    });
  },
);
