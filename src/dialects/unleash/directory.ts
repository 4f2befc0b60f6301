import type { Authority } from '../../core/authority.ts';
import type { ResourceType } from '../../core/directory/resource.ts';

/** Whether Unleash's project of this id, or its environment of this name, exists. */
export async function exists(
  authority: Authority,
  type: Extract<ResourceType, 'unleash_project' | 'environment'>,
  path: string,
): Promise<boolean> {
  // PostgreSQL cannot compare with a null byte, and no engine with half a character.
  if (path.includes('\0') || !path.isWellFormed()) return false;
  return (await authority.resourceByPath(type, path)) !== null;
}
