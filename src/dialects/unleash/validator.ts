import { AjvCompiler } from '@fastify/ajv-compiler';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { compileOnFirstUse } from '../../http/compile-on-first-use.ts';
import { parseTime } from './parse-time.ts';

/** Makes a scope judge requests as Unleash does, which takes 42 and true for texts and null for an empty one. */
export function validateWithCoercion(scope: FastifyInstance): void {
  let compile: Compile | null = null;
  scope.setValidatorCompiler(
    compileOnFirstUse((part) => {
      compile ??= createCompiler();
      return compile(part);
    }),
  );
}

type Compile = FastifySchemaCompiler<unknown>;

function createCompiler(): Compile {
  return AjvCompiler()(
    {},
    {
      customOptions: { coerceTypes: true, allErrors: true, removeAdditional: false, useDefaults: false },
      onCreate: (ajv) => void ajv.addFormat('date-time', (text: string) => parseTime(text) !== null),
    },
  ) as Compile;
}
