import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import type { Dialect } from '../dialects/dialect.ts';
import type { DialectReference } from '../dialects/dialect-reference.ts';
import { describeOperation } from './describe-operation.ts';
import { finishDocument } from './finish-document.ts';
import type { Json } from './simplify-schema.ts';

/** What the reference is made of besides the routes. */
export interface ReferenceParts {
  readonly version: string;
  readonly dialects: readonly Dialect[];
  /** Whose words answer a path. */
  dialectOf(path: string): Dialect;
}

/**
 * Watches the routes that are added to a server from now on; what it answers writes their OpenAPI document, once, when
 * it is first asked for.
 */
export async function describeApi(server: FastifyInstance, parts: ReferenceParts): Promise<() => Json> {
  const { version, dialects } = parts;
  const referenceOf = (path: string) => parts.dialectOf(path).reference;
  const references = dialects.map((one) => one.reference);
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Jeton', version, description: introduction(references), license },
      servers: [{ url: '/', description: 'This installation' }],
      components: { securitySchemes: Object.assign({}, ...references.map((one) => one.securitySchemes)) },
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({
      schema: describeOperation(referenceOf(url), {
        url,
        method: route.method,
        schema: schema as Json | undefined,
        needs: route.config?.needs,
      }),
      url,
    }),
    transformObject: (document) =>
      finishDocument(('openapiObject' in document ? document.openapiObject : document) as Json, {
        references,
        referenceOf,
      }),
  });
  return () => server.swagger() as unknown as Json;
}

const license = { name: 'Apache-2.0', identifier: 'Apache-2.0' };

function introduction(references: readonly DialectReference[]): string {
  return [
    'A self-hosted authority for API tokens, in four dialects over one store. HEAD is answered wherever GET is.',
    ...references.map(({ title, description }) => `**${title}.** ${description}`),
  ].join('\n\n');
}
