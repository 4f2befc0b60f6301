import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { compileOnFirstUse } from '../../http/compile-on-first-use.ts';
import type { FieldFault } from '../../http/http-fault.ts';
import { invalidRequest } from './invalid-request.ts';

/** Makes a scope judge requests member by member: one fault for each, however much is wrong inside. */
export function validateMembers(scope: FastifyInstance): void {
  scope.setValidatorCompiler(compileOnFirstUse(compile));
}

const locations = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const location = locations[httpPart as keyof typeof locations];
  const faultsOf = objectCheck(schema as ObjectSchema, '');
  return (given: Members) => {
    const value = httpPart === 'querystring' ? parametersOf(schema as ObjectSchema, given) : given;
    const faults = faultsOf(value).map((fault) => ({ ...fault, location }));
    return faults.length === 0 ? { value } : { error: invalidRequest(...faults) };
  };
};

type Members = Readonly<Record<string, unknown>>;
type ObjectSchema = TSchema & {
  readonly properties: Readonly<Record<string, MemberSchema>>;
  readonly required?: readonly string[];
};
type MemberSchema = TSchema & {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};
type Check<Value> = (value: Value) => readonly Omit<FieldFault, 'location'>[];

function objectCheck({ properties, required = [] }: ObjectSchema, path: string): Check<Members> {
  const members = Object.entries(properties).map(([name, schema]) => {
    const check = memberCheck(schema, path + name);
    const absent = required.includes(name) ? [{ field: path + name, message: 'must not be null' }] : [];
    return (value: Members) => (Object.hasOwn(value, name) ? check(value[name]) : absent);
  });
  return (value) => members.flatMap((faultsOf) => faultsOf(value));
}

function memberCheck(schema: MemberSchema, field: string): Check<unknown> {
  const wrong = [{ field, message: messageOf(schema) }];
  if (schema.type === 'object') {
    const inside = objectCheck(schema as ObjectSchema, `${field}.`);
    return (value) => (isObject(value) ? inside(value) : wrong);
  }
  const validator = Compile(schema);
  return (value) => (validator.Check(value) ? [] : wrong);
}

function messageOf({ type = '', enum: choices }: MemberSchema): string {
  return choices === undefined
    ? (messages[type] ?? 'is not valid')
    : `must be any of [${choices.join(', ')}]`;
}

const messages: Readonly<Record<string, string>> = {
  string: 'must be a string',
  boolean: 'must be true or false',
  array: 'must be a list of strings',
  object: 'must be an object',
};

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parameters as a schema names them: text becomes a number or a list where one is wanted. A blank one counts as absent,
 * since tools send those of a form that nobody filled in, and others, such as a cache's, are none of ours.
 */
function parametersOf({ properties }: ObjectSchema, given: Members): Members {
  const present = Object.entries(given).filter(
    ([name, value]) => Object.hasOwn(properties, name) && value !== '',
  );
  return Object.fromEntries(present.map(([name, value]) => [name, typed(properties[name]?.type, value)]));
}

function typed(type: string | undefined, value: unknown): unknown {
  if (type === 'array' && typeof value === 'string') return [value];
  return type === 'integer' && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
