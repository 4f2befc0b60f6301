import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Answer, Sent } from './start-server.ts';

/** An OpenAPI document, as far as tests look into it. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
  readonly 'x-tagGroups': readonly { readonly name: string; readonly tags: readonly string[] }[];
}

/** A call as an OpenAPI document tells it. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

interface OpenApiResponse {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** What is wrong with an answer by the document; null for nothing, and for paths that are not in it. */
export type AnswerCheck = (sent: Sent, path: string, answer: Answer) => string | null;

/** Holds answers against what a document promises of them. */
export function checkAnswers(document: OpenApiDocument): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'document', ...document });
  const compiled = new Map<object, ValidateFunction>();
  const validator = (pointer: string, schema: object) => {
    const known = compiled.get(schema) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(schema, known);
    return known;
  };
  const paths = Object.keys(document.paths)
    .toSorted((one, other) => parametersIn(one) - parametersIn(other))
    .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

  return ({ method = 'GET', headers = {} }, target, answer) => {
    const [asked = '', query = ''] = target.split('?', 2);
    const path = paths.find(({ pattern }) => pattern.test(asked))?.path;
    const operation = path === undefined ? undefined : document.paths[path]?.[method.toLowerCase()];
    // Version 1 of Dynatrace's API shares its path with the native one.
    const isClaimed =
      /^api-token/i.test(String(headers.authorization)) || new URLSearchParams(query).has('api-token');
    if (isClaimed && asked.startsWith('/api/v1/')) return null;
    // Told before anybody knows which call it is.
    if (answer.status === 431) return null;
    if (path === undefined || operation === undefined) return null;
    const status = String(answer.status) in operation.responses ? String(answer.status) : 'default';
    const content = operation.responses[status]?.content;
    const here = `${method} ${path} ${answer.status}`;
    if (answer.text === '') return null;
    if (content === undefined) return `${here}: a body where none is told`;
    const told = (answer.headers['content-type'] ?? '').replace(/; charset=utf-8$/, '');
    const type = told in content ? told : (told.split(';', 1)[0] ?? '');
    const schema = content[type]?.schema;
    if (schema === undefined) return `${here}: content type ${type}`;
    if (!/[/+]json$/.test(type)) return null;
    const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
    const validate = validator(`/${pointer.map(escaped).join('/')}`, schema);
    if (validate(answer.json)) return null;
    return `${here}: ${ajv.errorsText(validate.errors)} in ${answer.text.slice(0, 500)}`;
  };
}

function parametersIn(path: string): number {
  return path.split('{').length;
}

function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}
