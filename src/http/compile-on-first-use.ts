import type { FastifySchemaCompiler } from 'fastify';

/** Puts off compiling a schema until a request needs it: no start waits for the schemas of calls that nobody makes. */
export function compileOnFirstUse<Schema>(
  compile: FastifySchemaCompiler<Schema>,
): FastifySchemaCompiler<Schema> {
  return (part) => {
    let compiled: ReturnType<typeof compile> | null = null;
    const validate: ReturnType<typeof compile> = (value) => {
      compiled ??= compile(part);
      const result = compiled(value);
      // Where ajv leaves what it found, and the framework looks for it.
      validate.errors = compiled.errors ?? null;
      return result;
    };
    return validate;
  };
}
