import swagger from '@fastify/swagger';
import fastify, { type RouteOptions } from 'fastify';
import type { DialectReference } from '../dialects/dialect-reference.ts';
import { describeOperation } from './describe-operation.ts';
import { finishDocument } from './finish-document.ts';
import type { Json } from './simplify-schema.ts';

/** What the reference is made of besides the routes. */
export interface ReferenceParts {
  readonly version: string;
  readonly references: readonly DialectReference[];
  /** What the dialect whose words answer a path tells about itself. */
  referenceOf(path: string): DialectReference;
}

/** The OpenAPI document of routes: they are added once more to a server that only describes them. */
export async function describeApi(
  routes: readonly RouteOptions[],
  { version, references, referenceOf }: ReferenceParts,
): Promise<Json> {
  const describing = fastify({ exposeHeadRoutes: false });
  await describing.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Jeton', version, description: introduction(references), license },
      servers: [{ url: '/', description: 'This installation' }],
      components: { securitySchemes: Object.assign({}, ...references.map((one) => one.securitySchemes)) },
    },
    convertConstToEnum: false,
    transform: ({ url, schema }) => ({ url, schema: schema as Json }),
    transformObject: (document) =>
      finishDocument(('openapiObject' in document ? document.openapiObject : document) as Json, {
        references,
        referenceOf,
      }),
  });
  describing.setValidatorCompiler(() => () => true);
  describing.setSerializerCompiler(() => JSON.stringify);
  for (const { method, url, schema, config } of routes) {
    const described = describeOperation(referenceOf(url), {
      url,
      schema: schema as Json | undefined,
      needs: config?.needs,
    });
    // A call that answers every method is told once, as the first of them.
    const [first = 'GET'] = [method].flat();
    describing.route({ method: first, url, schema: described, handler: () => undefined });
  }
  await describing.ready();
  return describing.swagger() as unknown as Json;
}

const license = { name: 'Apache-2.0', identifier: 'Apache-2.0' };

function introduction(references: readonly DialectReference[]): string {
  return [
    'A self-hosted authority for API tokens, in four dialects over one store. HEAD is answered wherever GET is.',
    ...references.map(({ title, description }) => `**${title}.** ${description}`),
  ].join('\n\n');
}
