import { AuthorityError } from '../authority-error.ts';
import type { TokenFormat } from './kind.ts';
import { createUnleashSecretFormat } from './unleash-secret-format.ts';

/** The format of Unleash's client, backend and frontend tokens: `<project|*|[]>:<environment|*>.<56 hex>`. */
export function createUnleashApiTokenFormat(): TokenFormat {
  return createUnleashSecretFormat({
    headPattern: '[^\\s:]{1,255}:\\S{1,255}\\.',
    excludedHead: '*:*.',
    generateHead(attributes) {
      const project = toProjectPart(attributes.projects ?? []);
      const environment = attributes.environment ?? 'default';
      if (!isName(environment)) throw invalid('environment');
      return `${project}:${environment}.`;
    },
  });
}

function toProjectPart(projects: unknown): string {
  if (!Array.isArray(projects)) throw invalid('projects');
  if (projects.length > 1) return '[]';
  const project: unknown = projects[0] ?? '*';
  if (!isName(project) || project.includes(':')) throw invalid('projects');
  return project;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\S{1,255}$/.test(value);
}

function invalid(attribute: string): AuthorityError {
  return new AuthorityError('invalid_argument', `${attribute} is invalid`, `attributes.${attribute}`);
}
