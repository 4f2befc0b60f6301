import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { compileOnFirstUse } from '../../http/compile-on-first-use.ts';
import { type FieldFault, HttpFault } from '../../http/http-fault.ts';
import { fieldFaults } from './field-faults.ts';

const FAULTS_MAX = 100;

/** Makes a scope judge requests by TypeBox schemas: every fault at once, in words for people. */
export function validateWithTypeBox(scope: FastifyInstance): void {
  Settings.Set({ maxErrors: FAULTS_MAX });
  scope.setValidatorCompiler(compileOnFirstUse(compile));
}

/** Makes the check of a value that arrives by another way than as a request's whole body; answers the fault, if any. */
export function createBodyCheck(schema: TSchema): (value: unknown) => HttpFault | null {
  let validator: Validator | null = null;
  return (value) => {
    validator ??= Compile(schema);
    return validator.Check(value) ? null : invalid(fieldFaults(validator.Errors(value), 'body'));
  };
}

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const validator = Compile(schema);
  return (given: unknown) => {
    const value = httpPart === 'body' ? given : fromText(schema, given);
    if (validator.Check(value)) return { value };
    // A path that cannot name anything is a path where nothing is.
    if (httpPart === 'params') return { error: new HttpFault('not_found', 'Resource not found') };
    const location = httpPart === 'querystring' ? 'query' : httpPart === 'headers' ? 'header' : 'body';
    return { error: invalid(fieldFaults(validator.Errors(value), location)) };
  };
};

function invalid(fields: readonly FieldFault[]): HttpFault {
  return new HttpFault('invalid_request', 'Validation failed', { fields });
}

/** Gives text its type where the schema wants an integer or a list; whatever does not fit stays for the check. */
function fromText(schema: TSchema, given: unknown): unknown {
  const properties = (schema as { properties?: Record<string, { type?: string }> }).properties ?? {};
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typed(Object.hasOwn(properties, name) ? properties[name]?.type : undefined, value),
    ]),
  );
}

function typed(type: string | undefined, value: unknown): unknown {
  if (type === 'array' && typeof value === 'string') return [value];
  return type === 'integer' && typeof value === 'string' && /^(?:0|[1-9]\d{0,15})$/.test(value)
    ? Number(value)
    : value;
}
