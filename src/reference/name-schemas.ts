import { isObject, type Json, mapMember } from './simplify-schema.ts';

/** Schemas that a document says once, by name. */
export interface SchemaNames {
  readonly components: Json;
  /** The schema with every titled one in it, itself included, replaced by a reference. */
  refer(schema: unknown, dialect: string): unknown;
}

/** Collects the schemas that have a title: each is a component under the name of its dialect and its title. */
export function nameSchemas(): SchemaNames {
  const components: Record<string, unknown> = {};
  const refer = (schema: unknown, dialect: string): unknown => {
    if (!isObject(schema)) return schema;
    const inner = Object.fromEntries(
      Object.entries(schema).map(([name, value]) => [
        name,
        mapMember(name, value, (one) => refer(one, dialect)),
      ]),
    );
    if (typeof inner.title !== 'string') return inner;
    const name = `${dialect}${inner.title}`;
    components[name] ??= inner;
    // Two schemas of one title: the second stands where it is used.
    const isSame = JSON.stringify(components[name]) === JSON.stringify(inner);
    return isSame ? { $ref: `#/components/schemas/${name}` } : inner;
  };
  return { components, refer };
}
