import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Resource } from '../directory/resource.ts';
import { forEachLiveToken } from './live-tokens.ts';
import { endToken } from './revoke-token.ts';

/**
 * Deletes a resource with nothing below it. Its tokens are revoked for good first, whatever revoking their kind would do,
 * and go on telling what they belonged to; its path is free again. Refuses with `resource_not_empty`.
 */
export async function deleteResource(
  context: AuthorityContext,
  caller: Caller,
  { id, type, path }: Resource,
): Promise<void> {
  const [child] = await context.store.listResources({ parentId: id, limit: 1 });
  if (child !== undefined) throw notEmpty();
  const reason = `its ${type} was deleted`;
  await forEachLiveToken(context, { resourceId: id }, (details) =>
    endToken(context, caller, details, reason),
  );
  const at = context.clock.now();
  const audit = { at, actor: caller.actor, resourceId: id };
  const { outcome } = await context.change.deleteResource({
    id,
    at,
    reason,
    audit: { ...audit, type: 'resource_deleted', details: { type, path } },
    // Those that arose since are few: they end together with the resource.
    tokenAudit: { ...audit, type: 'token_revoked', details: { reason } },
  });
  if (outcome === 'not_empty') throw notEmpty();
}

function notEmpty(): AuthorityError {
  return new AuthorityError(
    'resource_not_empty',
    'There are resources below this one: delete or move them first.',
  );
}
