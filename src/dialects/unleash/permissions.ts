import type { Caller } from '../../core/access/caller.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';

/** Unleash's names of what may be done with tokens. */
const permissionNames = [
  'ADMIN',
  'CREATE_CLIENT_API_TOKEN',
  'READ_CLIENT_API_TOKEN',
  'UPDATE_CLIENT_API_TOKEN',
  'DELETE_CLIENT_API_TOKEN',
  'CREATE_FRONTEND_API_TOKEN',
  'READ_FRONTEND_API_TOKEN',
  'UPDATE_FRONTEND_API_TOKEN',
  'DELETE_FRONTEND_API_TOKEN',
  'READ_PROJECT_API_TOKEN',
  'CREATE_PROJECT_API_TOKEN',
  'DELETE_PROJECT_API_TOKEN',
] as const;
export type Permission = (typeof permissionNames)[number];
type Permissions = ReadonlySet<Permission>;

type Verb = 'CREATE' | 'READ' | 'UPDATE' | 'DELETE';

/** Any of these opens the calls that do this with API tokens. */
export function permissionsTo(verb: Verb): readonly Permission[] {
  return ['ADMIN', `${verb}_CLIENT_API_TOKEN`, `${verb}_FRONTEND_API_TOKEN`];
}

/** Any of these opens the calls that do this with the API tokens of one project. */
export function projectPermissionsTo(verb: Exclude<Verb, 'UPDATE'>): readonly Permission[] {
  return ['ADMIN', `${verb}_PROJECT_API_TOKEN`];
}

/** Refuses with `not_permitted` who may not do this with tokens of this very kind. */
export function checkPermission(caller: Caller, verb: Verb, kind: KindName): void {
  const held = permissionsOf(caller);
  const needed = permissionFor(verb, kind);
  if (!held.has('ADMIN') && !held.has(needed))
    throw new AuthorityError(
      'not_permitted',
      `You don't have the necessary access [${needed}] to perform this operation.`,
    );
}

function permissionFor(verb: Verb, kind: KindName): Permission {
  if (kind === 'unleash_admin_token') return 'ADMIN';
  return kind === 'unleash_frontend_token' ? `${verb}_FRONTEND_API_TOKEN` : `${verb}_CLIENT_API_TOKEN`;
}

// The root roles of the open-source edition.
const rolePermissions: Readonly<Record<Caller['role'], readonly Permission[]>> = {
  admin: ['ADMIN'],
  editor: [
    'READ_CLIENT_API_TOKEN',
    'READ_FRONTEND_API_TOKEN',
    'READ_PROJECT_API_TOKEN',
    'CREATE_PROJECT_API_TOKEN',
    'DELETE_PROJECT_API_TOKEN',
  ],
  viewer: [],
};

/** What a caller may do: an admin token everything, an account what its role and `unleash_permissions` say. */
export function permissionsOf({ record, role, account }: Caller): Permissions {
  if (record === null || record.token.kind === 'unleash_admin_token') return new Set(['ADMIN']);
  const given = account?.attributes.unleash_permissions;
  const named = permissionNames.filter((name) => Array.isArray(given) && given.includes(name));
  return new Set([...rolePermissions[role], ...named]);
}

/** The kinds of API token that a caller sees in lists: a family shows to whoever may do anything at all with it. */
export function visibleKinds(permissions: Permissions): readonly KindName[] {
  if (permissions.has('ADMIN')) return apiTokenKinds;
  const isSeen = (family: string) => [...permissions].some((name) => name.endsWith(`_${family}_API_TOKEN`));
  return [...(isSeen('CLIENT') ? families.client : []), ...(isSeen('FRONTEND') ? families.frontend : [])];
}

const families = {
  client: ['unleash_client_token', 'unleash_backend_token'],
  frontend: ['unleash_frontend_token'],
  admin: ['unleash_admin_token'],
} as const satisfies Record<string, readonly KindName[]>;

/** Every kind of API token; personal access tokens are another matter. */
export const apiTokenKinds: readonly KindName[] = Object.values(families).flat();
