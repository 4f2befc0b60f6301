import { AjvCompiler } from '@fastify/ajv-compiler';
import type { FastifyInstance } from 'fastify';
import { parseTime } from './parse-time.ts';

/** Makes a scope judge requests as Unleash does, which takes 42 and true for texts and null for an empty one. */
export function validateWithCoercion(scope: FastifyInstance): void {
  const compile = AjvCompiler()(
    {},
    {
      customOptions: { coerceTypes: true, allErrors: true, removeAdditional: false, useDefaults: false },
      onCreate: (ajv) => void ajv.addFormat('date-time', (text: string) => parseTime(text) !== null),
    },
  );
  scope.setValidatorCompiler(compile as Parameters<FastifyInstance['setValidatorCompiler']>[0]);
}
