import { type TSchema, Type } from 'typebox';

/** The simple types that GitLab's answers are made of. */
export const wireTypes = {
  id: (description: string) => Type.Integer({ minimum: 1, description }),
  text: (description: string) => Type.String({ description }),
  flag: (description: string) => Type.Boolean({ description }),
  timestamp: (description: string) =>
    Type.String({ format: 'date-time', description: `${description} (UTC, with milliseconds)` }),
  nullable: <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]),
  strings: (description: string) => Type.Array(Type.String(), { description }),
};
