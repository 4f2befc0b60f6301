import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { FieldFault } from '../../http/http-fault.ts';
import { invalidRequest } from './invalid-request.ts';

/** Makes a scope judge requests member by member: one fault for each, however much is wrong inside. */
export function validateMembers(scope: FastifyInstance): void {
  scope.setValidatorCompiler(compile);
}

const locations = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const location = locations[httpPart as keyof typeof locations];
  const faultsOf = objectCheck(schema as ObjectSchema, '');
  return (given: Members) => {
    const value = httpPart === 'querystring' ? withLists(schema as ObjectSchema, given) : given;
    const faults = faultsOf(value).map((fault) => ({ ...fault, location }));
    return faults.length === 0 ? { value } : { error: invalidRequest(...faults) };
  };
};

type Members = Readonly<Record<string, unknown>>;
type ObjectSchema = TSchema & {
  readonly properties: Readonly<Record<string, MemberSchema>>;
  readonly required?: readonly string[];
};
type MemberSchema = TSchema & { readonly type?: string; readonly enum?: readonly string[] };
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
  integer: 'must be an integer in the range allowed',
  array: 'must be a list of strings',
  object: 'must be an object',
};

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A parameter that may be repeated is a list also when it stands there once. */
function withLists({ properties }: ObjectSchema, given: Members): Members {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isList = Object.hasOwn(properties, name) && properties[name]?.type === 'array';
      return [name, isList && typeof value === 'string' ? [value] : value];
    }),
  );
}
