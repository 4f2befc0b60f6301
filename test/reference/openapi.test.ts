import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectedRoute, collectRoutes } from '../support/collect-routes.ts';
import type { OpenApiDocument, OpenApiOperation } from '../support/documented-answers.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;
let routes: readonly CollectedRoute[];
let document: OpenApiDocument;

beforeAll(async () => {
  const collected = await collectRoutes(() => startServer({ JETON_FAILED_AUTH_PER_MINUTE: '0' }));
  server = collected.started;
  routes = collected.routes;
  document = (await server.send('/openapi.json')).json;
});
afterAll(() => server.close());

const operations = (): readonly { path: string; method: string; operation: OpenApiOperation }[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the document at /openapi.json', () => {
  it('is OpenAPI 3.1 without a fault that the linter knows', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // Health and kinds refuse nobody.
      rules: { 'operation-4xx-response': 'off' },
    });
    const problems = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: '/openapi.json',
      config,
    });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('tells every route that the server has', () => {
    const served = routes
      .filter(({ method, isServed }) => isServed && method !== 'HEAD' && method !== 'OPTIONS')
      .filter(({ url }) => !url.startsWith('/docs/'));
    expect(served.length).toBeGreaterThan(100);
    const told = ({ method, url }: CollectedRoute) =>
      document.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] !== undefined;
    expect(served.filter((route) => !told(route))).toEqual([]);
  });

  it('puts every call into an area of its dialect, in words', () => {
    const areas = document['x-tagGroups'].flatMap(({ tags }) => tags);
    expect(document['x-tagGroups'].map(({ name }) => name)).toEqual([
      'Jeton',
      'GitLab',
      'Unleash',
      'Dynatrace',
    ]);
    for (const { operation } of operations()) {
      expect(areas, operation.operationId).toEqual(expect.arrayContaining([...operation.tags]));
      expect(operation.summary, operation.operationId).toMatch(/^[A-Z].{5,}/);
    }
  });

  it('tells truly which calls need a token', async () => {
    for (const { path, method, operation } of operations()) {
      // Forward-auth judges the token that it is shown, and answers 401 where there is none.
      if (path === '/auth') continue;
      const { status } = await server.send(path.replaceAll(/\{\w+\}/g, '1'), {
        method: method.toUpperCase(),
        ...(method !== 'get' && { body: {} }),
      });
      expect(status === 401, `${method} ${path} answers ${status}`).toBe(operation.security.length > 0);
    }
  });

  it('is told apart by its tag, and sent once to whoever keeps it', async () => {
    const first = await server.send('/openapi.json');
    const tag = String(first.headers.etag);
    const again = await server.send('/openapi.json', { headers: { 'if-none-match': `"x", ${tag}` } });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
    expect(first.headers['cache-control']).toBe('no-cache');
    expect((await server.send('/openapi.json', { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  it('refuses other methods, as the native dialect does', async () => {
    const answer = await server.send('/openapi.json', { method: 'POST', body: {} });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});
