import type { FastifyRequest } from 'fastify';
import { type Argument, Fault } from './argument.ts';
import { GitlabError, parameterError } from './errors.ts';
import type { Fields } from './form-fields.ts';

/** The parameters that a call takes, by name. */
export type Declared = Readonly<Record<string, Argument<unknown>>>;

/** What was read of them. */
export type Read<Arguments extends Declared> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends Argument<infer Value> ? Value : never;
};

/** Reads the parameters of a request, those in its path included; names everything that is wrong, as GitLab does. */
export function readArguments<Arguments extends Declared>(
  { body, params }: FastifyRequest,
  declared: Arguments,
): Read<Arguments> {
  const sent = { ...(body as Fields | undefined), ...(params as Fields) };
  const faults: string[] = [];
  const values = Object.entries(declared).map(([name, one]) => {
    const value = readOne(one, sent[name]);
    if (value instanceof Fault) faults.push(`${name} ${value.phrase}`);
    return [name, value];
  });
  if (faults.length > 0) throw new GitlabError(parameterError(400, faults.join(', ')));
  return Object.fromEntries(values) as Read<Arguments>;
}

function readOne(one: Argument<unknown>, value: unknown): unknown {
  if (value === undefined) return one.required ? missing : undefined;
  return value === null && !one.required ? undefined : one.read(value);
}

const missing = new Fault('is missing');
