import { Type } from '@fastify/type-provider-typebox';

const projectId = Type.String({ description: 'The id of the project.' });

export const ProjectParams = Type.Object({ projectId });

export const ProjectTokenParams = Type.Object({
  projectId,
  token: Type.String({ description: 'The secret, percent-encoded.' }),
});
