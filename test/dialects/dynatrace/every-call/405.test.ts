import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, manager } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

test.each([...Map.groupBy(everyCall, ({ path }) => path)])(
  '%s says which methods it answers',
  async (path, calls) => {
    const served = calls.map(({ method }) => String(method));
    const allow = served.includes('GET') ? [...served, 'HEAD'] : served;
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !served.includes(one))) {
      const { status, headers, json } = await server.send(path, {
        method,
        headers: { authorization: `Api-Token ${caller}` },
      });
      expect([method, status, json]).toEqual([method, 405, envelope(405, 'HTTP 405 Method Not Allowed')]);
      expect(headers.allow?.split(', ').toSorted()).toEqual(allow.toSorted());
    }
  },
);
