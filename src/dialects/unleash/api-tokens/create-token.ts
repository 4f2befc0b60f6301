import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Entrance } from '../../dialect.ts';
import { exists } from '../directory.ts';
import { toCreatedToken } from '../mapping.ts';
import { apiTokenKinds } from '../permissions.ts';
import type { CreatedToken } from '../schemas.ts';
import { ALL, type NewApiToken } from './parse-new-token.ts';

/** Creates a token for whoever may; refuses what its kind forbids, and unknown environments and projects. */
export async function createToken(
  entrance: Entrance,
  caller: Caller,
  wanted: NewApiToken,
): Promise<Static<typeof CreatedToken>> {
  const isAdmin = wanted.kind === 'unleash_admin_token';
  if (isAdmin) checkAdminToken(wanted);
  else await checkEnvironment(entrance, wanted.environment);
  await checkProjects(entrance, wanted.projects);
  const { kind, name, expiresAt } = wanted;
  const { details, secret } = await entrance.authority.issue(caller, {
    kind,
    name,
    nameAsSent: true,
    grants: 'dialect',
    attributes: attributesOf(wanted),
    ...(expiresAt !== undefined && { expiresAt }),
    // An admin token has its maker's power: where that is bound to addresses, so is this.
    ...(isAdmin && { allowedIps: caller.record?.token.allowedIps ?? null }),
  });
  return toCreatedToken(details, secret, entrance.settings.unleashProfile);
}

function checkAdminToken({ projects, environment }: NewApiToken): void {
  if (projects[0] !== ALL) throw badData('Admin token cannot be scoped to single project');
  if (environment !== ALL) throw badData('Admin token cannot be scoped to single environment');
}

async function checkEnvironment({ authority }: Entrance, environment: string): Promise<void> {
  if (environment === ALL) throw badData('Client token cannot be scoped to all environments');
  if (!(await exists(authority, 'environment', environment)))
    throw badData(`Environment=${shown(authority, environment)} does not exist`);
}

async function checkProjects(entrance: Entrance, projects: readonly string[]): Promise<void> {
  const { authority } = entrance;
  if (projects[0] === ALL) return;
  for (const project of new Set(projects)) {
    if (await exists(authority, 'unleash_project', project)) continue;
    await checkLimit(entrance);
    throw badData(`Project=${shown(authority, project)} does not exist`);
  }
  if (new Set(projects).size < projects.length) throw badData('"projects" contains a duplicate value');
}

// Unleash counts its tokens before it looks for projects; issuing counts them once more, with nothing in between.
async function checkLimit({ authority, settings }: Entrance): Promise<void> {
  const [beyond] = await authority.tokens({
    kinds: apiTokenKinds,
    statuses: ['active', 'disabled', 'expired', 'revoked'],
    now: authority.clock.now(),
    order: { by: 'id', direction: 'asc' },
    offset: Math.max(0, settings.unleashTokenLimit - 1),
    limit: 1,
  });
  if (beyond !== undefined || settings.unleashTokenLimit === 0)
    throw new AuthorityError('token_limit_reached', 'No more tokens of this kind may exist.');
}

function attributesOf({ kind, projects, environment }: NewApiToken) {
  return {
    ...(projects[0] !== ALL && { projects: [...projects] }),
    ...(kind !== 'unleash_admin_token' && { environment }),
  };
}

/** A name from a request as an error may repeat it; in Unleash's words, what is no name is `invalid`. */
function shown({ kinds }: Entrance['authority'], name: string): string {
  const { class: shape } = kinds.recognise(name);
  const isSecret = shape === 'well_formed' || shape === 'malformed' || shape === 'foreign';
  return isSecret || !name.isWellFormed() || !/^\P{Cc}{1,100}$/u.test(name) ? 'invalid' : name;
}

function badData(message: string): AuthorityError {
  return new AuthorityError('invalid_argument', message);
}
