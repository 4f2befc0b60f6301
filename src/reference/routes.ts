import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerOtherMethods } from '../http/answer-other-methods.ts';
import { createAsset, sendAsset } from './asset.ts';
import { pageHtml, pageScript, pageStyle } from './page.ts';
import type { Json } from './simplify-schema.ts';

/** The document of the API, and a page to read it in. */
export function addReferenceRoutes(scope: FastifyInstance, document: () => Promise<Json>): void {
  const addOtherMethods = answerOtherMethods(scope);
  scope.setSerializerCompiler(() => JSON.stringify);
  const openApi = createAsset('application/json', async () => JSON.stringify(await document()));
  scope.get('/openapi.json', { schema: documentSchema }, async (request, reply) =>
    sendAsset(request, reply, await openApi()),
  );

  const page = createAsset('text/html; charset=utf-8', async () => pageHtml);
  scope.get('/docs', { schema: pageSchema }, async (request, reply) =>
    sendAsset(request, guarded(reply), await page()),
  );
  // Relative, because a proxy may have put the server under a path of its own.
  scope.get('/docs/', { schema: hidden }, (_request, reply) => reply.redirect('../docs', 301));
  for (const [name, asset] of Object.entries(assets))
    scope.get(`/docs/${name}`, { schema: hidden }, async (request, reply) =>
      sendAsset(request, guarded(reply), await asset()),
    );
  addOtherMethods();
}

/** Nothing on the page comes from, or goes to, anywhere but this server. */
function guarded(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
}

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const require = createRequire(import.meta.url);
const file = (resolve: () => string) => async () => readFile(resolve());

const assets = {
  'swagger-ui-bundle.js': createAsset(
    script,
    file(() => require.resolve('@fastify/swagger-ui/static/swagger-ui-bundle.js')),
  ),
  'swagger-ui.css': createAsset(
    style,
    file(() => require.resolve('@fastify/swagger-ui/static/swagger-ui.css')),
  ),
  'reference.js': createAsset(script, async () => pageScript),
  'reference.css': createAsset(style, async () => pageStyle),
};

const hidden: object = { hide: true };

const documentSchema: object = {
  operationId: 'getOpenApi',
  summary: 'This document: OpenAPI 3.1 of every dialect',
  response: { 200: { type: 'object', description: 'The document.' } },
};

const pageSchema: object = {
  operationId: 'getReferencePage',
  summary: 'This document as a page to read and to try calls on',
  produces: ['text/html'],
  response: { 200: { type: 'string', description: 'The page.' } },
};
