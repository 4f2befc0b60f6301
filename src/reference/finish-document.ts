import type { DialectReference } from '../dialects/dialect-reference.ts';
import { nameSchemas } from './name-schemas.ts';
import { isObject, type Json, simplifySchema } from './simplify-schema.ts';

/** Whose calls a document tells. */
export interface Speakers {
  readonly references: readonly DialectReference[];
  referenceOf(path: string): DialectReference;
}

type Refer = (schema: unknown) => unknown;

/** Gives a document its last form: shared schemas by name, no body where there need be none, no call told twice. */
export function finishDocument(document: Json, { references, referenceOf }: Speakers): Json {
  const names = nameSchemas();
  const paths = Object.entries(document.paths as Json).map(([path, item]): [string, Json] => {
    const dialect = referenceOf(path);
    const refer = (schema: unknown) => names.refer(simplifySchema(schema), dialect.title);
    const operations = Object.entries(item as Json).map(([method, operation]) => [
      method,
      finishOperation(operation as Json, refer),
    ]);
    return [path, Object.fromEntries(operations)];
  });
  const components = isObject(document.components) ? document.components : {};
  const finished = {
    ...document,
    ...describeAreas(references, paths),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: usedSchemes(components.securitySchemes, paths),
      schemas: names.components,
    },
  };
  // The framework's objects hold what JSON has no words for.
  return JSON.parse(JSON.stringify(finished)) as Json;
}

function usedSchemes(schemes: unknown, paths: readonly [string, Json][]): Json {
  const used = new Set(
    operationsOf(paths).flatMap(({ security }) => (security as Json[]).flatMap(Object.keys)),
  );
  return Object.fromEntries(Object.entries(schemes as Json).filter(([name]) => used.has(name)));
}

function operationsOf(paths: readonly [string, Json][]): readonly Json[] {
  return paths.flatMap(([, item]) => Object.values(item) as Json[]);
}

/** The areas that have calls, under their dialects; `x-tagGroups` is how readers of documents group them. */
function describeAreas(references: readonly DialectReference[], paths: readonly [string, Json][]): Json {
  const used = new Set(operationsOf(paths).flatMap(({ tags }) => tags));
  const groups = references.map(({ title, areas }) => ({
    title,
    areas: areas.filter(({ name }) => used.has(name)),
  }));
  return {
    tags: groups.flatMap(({ areas }) => areas.map(({ name, description }) => ({ name, description }))),
    'x-tagGroups': groups.map(({ title, areas }) => ({ name: title, tags: areas.map(({ name }) => name) })),
  };
}

function finishOperation(operation: Json, refer: Refer): Json {
  const { parameters = [], requestBody, responses, ...rest } = operation;
  return {
    ...rest,
    ...(Array.isArray(parameters) &&
      parameters.length > 0 && {
        parameters: parameters.map((one: Json) => finishParameter(one, refer)),
      }),
    ...(isObject(requestBody) && { requestBody: finishBody(requestBody, refer) }),
    responses: Object.fromEntries(
      Object.entries(responses as Json).map(([status, response]) => [
        status,
        isObject(response) && isObject(response.content)
          ? { ...response, content: mapSchemas(response.content, refer) }
          : response,
      ]),
    ),
  };
}

function finishParameter({ required, name, in: place, ...rest }: Json, refer: Refer): Json {
  return {
    name: place === 'header' ? inCapitals(String(name)) : name,
    in: place,
    ...(required === true && { required }),
    ...rest,
    schema: refer(rest.schema),
  };
}

/** The names of headers as people write them: `Idempotency-Key`. */
function inCapitals(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** A body that may be null may be left out. */
function finishBody({ content, ...rest }: Json, refer: Refer): Json {
  const first = Object.values(content as Json)[0];
  const { anyOf } = (isObject(first) && isObject(first.schema) ? first.schema : {}) as { anyOf?: unknown };
  const isNull = (one: unknown) => isObject(one) && one.type === 'null';
  const isOptional = Array.isArray(anyOf) && anyOf.some(isNull);
  const given = (schema: unknown) =>
    isOptional && isObject(schema) && Array.isArray(schema.anyOf)
      ? refer(schema.anyOf.find((one) => !isNull(one)))
      : refer(schema);
  return { ...rest, ...(!isOptional && { required: true }), content: mapSchemas(content as Json, given) };
}

function mapSchemas(content: Json, refer: Refer): Json {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      type,
      { ...(media as Json), schema: refer((media as Json).schema) },
    ]),
  );
}
