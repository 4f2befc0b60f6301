import { STATUS_CODES } from 'node:http';
import type { CallNeeds, DialectReference } from '../dialects/dialect-reference.ts';
import { isObject, type Json } from './simplify-schema.ts';

/** A route as the application has it. */
export interface CollectedRoute {
  readonly url: string;
  readonly schema: Json | undefined;
  readonly needs: CallNeeds | undefined;
}

/** What the reference tells about a call: its schema, completed with what holds for the whole dialect. */
export function describeOperation(dialect: DialectReference, route: CollectedRoute): Json {
  const { url, schema = {}, needs } = route;
  return {
    ...schema,
    tags: schema.tags ?? [dialect.areas.find(({ paths }) => paths.test(url))?.name ?? dialect.title],
    description: [schema.description, inWords(needs)].filter(Boolean).join(' '),
    security: schema.security ?? requirements(dialect, needs),
    consumes: schema.consumes ?? dialect.bodyTypes,
    operationId: `${schema.operationId}${dialect.idSuffix?.(url) ?? ''}`,
    params: parameters(dialect, route),
    ...(schema.documentedBody !== undefined && { body: schema.documentedBody }),
    response: responses(dialect, schema),
  };
}

/** Every parameter of the path, those included that the schema leaves to the dialect. */
function parameters({ pathParameters = {} }: DialectReference, { url, schema }: CollectedRoute): Json {
  const given =
    isObject(schema?.params) && isObject(schema.params.properties) ? schema.params.properties : {};
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const properties = names.map((name) => [
    name,
    given[name] ?? { type: 'string', description: pathParameters[name] ?? `The ${name} of the path.` },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function inWords(needs: CallNeeds | undefined): string {
  if (needs === undefined) return '';
  const { role, scopes } = needs;
  const whose = { admin: 'of an administrator', owner: 'of an account that is no viewer' } as const;
  const which = scopes.length === 0 ? '' : ` with scope ${scopes.map((one) => `\`${one}\``).join(' or ')}`;
  return role === undefined && which === ''
    ? ''
    : `Needs a token${role === undefined ? '' : ` ${whose[role]}`}${which}.`;
}

function requirements({ security, securitySchemes }: DialectReference, needs: CallNeeds | undefined) {
  if (needs === undefined) return security.map((name) => ({ [name]: [] }));
  const [scheme = ''] = Object.keys(securitySchemes);
  return needs.scopes.length === 0 ? [{ [scheme]: [] }] : needs.scopes.map((one) => ({ [scheme]: [one] }));
}

function responses(dialect: DialectReference, { response, produces, querystring }: Json): Json {
  const given = isObject(response) ? response : {};
  const isList =
    isObject(querystring) && isObject(querystring.properties) && 'per_page' in querystring.properties;
  const told = Object.entries({ ...given, ...unlisted(dialect, given) }).map(([status, body]) => {
    const { description, content } = describeBody(dialect, status, body, produces);
    const headers = Object.entries(dialect.headersOf(status, { isList })).map(([name, text]) => [
      name,
      { type: 'string', description: text },
    ]);
    const ownHeaders = isObject(body) && isObject(body.headers) ? body.headers : {};
    const described = {
      description,
      headers: { ...Object.fromEntries(headers), ...ownHeaders },
      // What the plugin takes for an answer without a body.
      ...(content === null ? { type: 'null' } : { content }),
    };
    return [status, described];
  });
  return Object.fromEntries(told);
}

/** What any call may be answered with, whatever its schema says. */
function unlisted({ errorBody }: DialectReference, given: Json): Json {
  return {
    ...(given['503'] === undefined && given.default === undefined && { 503: errorBody }),
    ...(given.default === undefined && { default: errorBody }),
  };
}

function describeBody(dialect: DialectReference, status: string, body: unknown, produces: unknown) {
  const schema = isObject(body) ? body : {};
  const isNamed = typeof schema.title === 'string';
  const ownWords = !isNamed && typeof schema.description === 'string' ? schema.description : null;
  const description = ownWords ?? statusWords[status] ?? STATUS_CODES[status] ?? 'Another refusal.';
  if (isObject(schema.content)) return { description, content: schema.content };
  if (schema.type === 'null' || schema.type === 'undefined') return { description, content: null };
  const types =
    Array.isArray(produces) && status.startsWith('2') ? produces : [mediaType(dialect, status, schema)];
  const content: Json = Object.fromEntries(types.map((type) => [type, { schema }]));
  return { description, content };
}

function mediaType({ errorType }: DialectReference, status: string, schema: Json): string {
  if (schema.type === 'string') return 'text/plain';
  return status.startsWith('2') ? 'application/json' : errorType;
}

const statusWords: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; there is no body.',
  400: 'The request cannot be read, or is not valid.',
  401: 'Not authenticated: no token, or none that is good.',
  403: 'The caller may not do this.',
  404: 'There is no such thing.',
  406: 'No format that is acceptable to the client.',
  409: 'In conflict with what there is.',
  413: 'The body is too large.',
  415: 'The body has a content type that is not taken.',
  422: 'A member or a parameter is not valid; `errors` says which.',
  429: 'Too many failed authentications from this address, or more requests than the token may make.',
  503: 'The store does not answer; to be tried again.',
};
