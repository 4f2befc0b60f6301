import type { FastifySchema } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Declared } from './read-arguments.ts';
import { errorBodies } from './schemas/error-bodies.ts';

/** A call as the reference of the API tells it. */
export interface DescribedCall {
  readonly id: string;
  readonly area: string;
  readonly summary: string;
  readonly description?: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters of the path. */
  readonly path?: Declared;
  readonly parameters?: Declared;
  /** Parameters as a client might send them. */
  readonly example?: object;
  /** The parameters hold the only token that there is. */
  readonly open?: boolean;
  readonly answers: Readonly<Record<number, TSchema>>;
}

/** The schema of a route: it describes, and what it describes is read by `readArguments`. */
export function describeCall(call: DescribedCall): FastifySchema {
  const {
    id,
    area,
    summary,
    description,
    method = 'GET',
    path,
    parameters,
    example,
    open = false,
    answers,
  } = call;
  const described = parameters === undefined ? undefined : toObject(parameters, example);
  const schema: object = {
    operationId: `gitlab${id}`,
    summary,
    ...(description !== undefined && { description }),
    tags: [`GitLab: ${area}`],
    ...(open && { security: [] }),
    ...(path !== undefined && { params: toObject(path) }),
    ...(described !== undefined && (method === 'GET' ? { querystring: described } : { body: described })),
    response: { ...errorBodies, ...answers },
  };
  return schema;
}

function toObject(declared: Declared, example?: object): TSchema {
  const members = Object.entries(declared).map(([name, { schema, required }]) => [
    name,
    required ? schema : Type.Optional(schema),
  ]);
  return Type.Object(Object.fromEntries(members), example === undefined ? {} : { examples: [example] });
}
