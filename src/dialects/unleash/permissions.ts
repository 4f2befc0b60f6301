import type { Caller } from '../../core/access/caller.ts';
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

/** Any of these opens the calls that read tokens. */
export const readPermissions: readonly Permission[] = [
  'ADMIN',
  'READ_CLIENT_API_TOKEN',
  'READ_FRONTEND_API_TOKEN',
];

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
  if (permissions.has('ADMIN')) return Object.values(families).flat();
  const isSeen = (family: string) => [...permissions].some((name) => name.endsWith(`_${family}_API_TOKEN`));
  return [...(isSeen('CLIENT') ? families.client : []), ...(isSeen('FRONTEND') ? families.frontend : [])];
}

const families = {
  client: ['unleash_client_token', 'unleash_backend_token'],
  frontend: ['unleash_frontend_token'],
  admin: ['unleash_admin_token'],
} as const satisfies Record<string, readonly KindName[]>;
