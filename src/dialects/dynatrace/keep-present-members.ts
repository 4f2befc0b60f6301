import type { FastifyRequest } from 'fastify';

/** A hook: a body that is no object has no members, and a member that is null counts as absent. */
export async function keepPresentMembers(request: FastifyRequest): Promise<void> {
  request.body = isObject(request.body) ? presentMembers(request.body) : {};
}

function presentMembers(object: object): object {
  const members = Object.entries(object).filter(([, value]) => value !== null);
  return Object.fromEntries(
    members.map(([name, value]) => [name, isObject(value) ? presentMembers(value) : value]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
