import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Entrance } from '../../dialect.ts';
import { findApiToken } from '../api-tokens/change-token.ts';
import { findTokens, showTokens } from '../api-tokens/read-tokens.ts';
import { projectsOf } from '../mapping.ts';
import { apiTokenKinds } from '../permissions.ts';
import type { ApiTokens } from '../schemas.ts';

/** The tokens that a caller sees in a project, with their secrets, oldest first. */
export async function projectTokens(
  entrance: Entrance,
  caller: Caller,
  projectId: string,
): Promise<Static<typeof ApiTokens>> {
  const found = await findTokens(entrance, apiTokenKinds);
  const visible = found.filter((details) => isVisible(caller, details, projectId));
  return showTokens(entrance, caller, visible, `GET /api/admin/projects/${projectId}/api-tokens`);
}

/** Deletes a token that belongs to this project alone; answers the status, which is all that Unleash answers. */
export async function deleteProjectToken(
  entrance: Entrance,
  caller: Caller,
  projectId: string,
  secret: string,
): Promise<200 | 400 | 404> {
  const found = await findApiToken(entrance, secret);
  if (found === null || !isVisible(caller, found, projectId)) return 404;
  const [first, ...others] = projectsOf(found.token.attributes);
  if (first !== projectId || others.length > 0) return 400;
  await entrance.authority.revoke(caller, found);
  return 200;
}

// Unleash shows an admin token all tokens of the instance in every project, observed in 6.10.1 and 8.2.0.
function isVisible({ record }: Caller, { token }: TokenDetails, projectId: string): boolean {
  if (record?.token.kind === 'unleash_admin_token') return true;
  return token.kind !== 'unleash_admin_token' && projectsOf(token.attributes).includes(projectId);
}
