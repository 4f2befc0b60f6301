/** A JSON Schema, or any other part of the document. */
export type Json = Readonly<Record<string, unknown>>;

/** Says the same in fewer words: a null beside a type, members of any name, the type of an enumeration. */
export function simplifySchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const plain = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, simplifyMember(name, value)]),
  );
  return withType(withNull(plain));
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Applies a function to every schema that a member of a schema holds. */
export function mapMember(name: string, value: unknown, map: (schema: unknown) => unknown): unknown {
  if (schemasByName.has(name) && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, map(schema)]));
  if (schemaLists.has(name) && Array.isArray(value)) return value.map(map);
  return schemas.has(name) ? map(value) : value;
}

const schemasByName = new Set(['properties', 'patternProperties', '$defs']);
const schemaLists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const schemas = new Set(['items', 'additionalProperties', 'not', 'contains', 'propertyNames']);

const simplifyMember = (name: string, value: unknown) => mapMember(name, value, simplifySchema);

function withNull(schema: Json): Json {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [one, none] = anyOf;
  const isPlain = isObject(one) && typeof one.type === 'string' && one.const === undefined;
  if (!isPlain || !isObject(none) || none.type !== 'null' || one.title !== undefined) return schema;
  const choices = Array.isArray(one.enum) ? { enum: [...one.enum, null] } : {};
  return { ...one, ...choices, ...rest, type: [one.type, 'null'] };
}

function withType(schema: Json): Json {
  const { enum: choices } = schema;
  const isText = Array.isArray(choices) && choices.every((one) => typeof one === 'string');
  return isText && schema.type === undefined ? { type: 'string', ...schema } : schema;
}
