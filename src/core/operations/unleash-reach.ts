import type { Attributes, Json } from '../attributes.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Kind } from '../kinds/kind.ts';

const ALL = '*';
const PROJECTS_MAX = 256;

/**
 * The attributes of an Unleash API token with what it reaches: `projects` (absent for all of them) and `environment`,
 * which stand in its secret too. An admin token reaches everything; an imported token reaches what it did elsewhere.
 * Refuses with `invalid_argument`. Whether project and environment exist is for the dialect to ask: they may come later.
 */
export function withUnleashReach(
  { settings }: Pick<AuthorityContext, 'settings'>,
  kind: Kind,
  attributes: Attributes,
  isImported: boolean,
): Attributes {
  if (kind.dialect !== 'unleash' || kind.actsFor !== 'none' || isImported) return attributes;
  const { projects, environment, ...others } = attributes;
  if (kind.name === 'unleash_admin_token') {
    if (!isAll(projects)) throw invalid('projects', 'An admin token reaches all projects.');
    if (!isAll(environment)) throw invalid('environment', 'An admin token reaches all environments.');
    return others;
  }
  const reached = projectsOf(projects);
  return {
    ...others,
    ...(reached !== null && { projects: reached }),
    environment: environmentOf(environment ?? settings.unleashDefaultEnvironment),
  };
}

function isAll(value: Json | undefined): boolean {
  return (
    value === undefined || value === ALL || (Array.isArray(value) && value.length === 1 && value[0] === ALL)
  );
}

function projectsOf(given: Json | undefined): readonly string[] | null {
  if (given === undefined) return null;
  if (!Array.isArray(given) || given.length === 0 || given.length > PROJECTS_MAX || !given.every(isName))
    throw invalid('projects', `Must list 1 to ${PROJECTS_MAX} projects.`);
  const projects: readonly string[] = given;
  if (projects.includes(ALL)) return null;
  if (new Set(projects).size < projects.length) throw invalid('projects', 'Must name each project once.');
  return projects;
}

function environmentOf(given: Json): string {
  if (!isName(given) || given === ALL || given.includes('.'))
    throw invalid('environment', 'Must name one environment.');
  return given;
}

// What separates the parts of a secret, or the projects of a list, stands in no name.
function isName(value: Json): value is string {
  return typeof value === 'string' && /^[^\s:,\p{Cc}]{1,255}$/u.test(value) && value.isWellFormed();
}

function invalid(attribute: string, message: string): AuthorityError {
  return new AuthorityError('invalid_argument', message, `attributes.${attribute}`);
}
