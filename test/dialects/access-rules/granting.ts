import type { KindName } from '../../../src/core/kinds/kind-name.ts';

export type Door = 'native' | 'gitlab' | 'unleash' | 'dynatrace';

/** GitLab's `api` is all that an ordinary user may do; `sudo` is an administrator's. */
const ordinaryGitlab = ['api', 'read_api', 'read_user', 'self_rotate', 'read_repository'];
const gitlabUser = [...ordinaryGitlab, 'sudo'];
const gitlabResource = ['api', 'read_api', 'self_rotate', 'read_repository'];
const dynatracePersonal = ['apiTokens.read', 'apiTokens.write', 'metrics.read'];
const dynatrace = [...dynatracePersonal, 'TenantTokenManagement'];
const native = [
  'tokens:read',
  'tokens:write',
  'tokens:verify',
  'tokens:identify',
  'tokens:revoke',
  'directory:read',
  'directory:write',
  'audit:read',
];

/** Some of every dialect's scopes, and a customer's own. */
export const scopePool = [
  '*',
  'orders:read',
  'unleash:admin',
  'unleash:client',
  ...native,
  ...gitlabUser,
  ...dynatrace,
];

/** Those of the pool that a kind may carry. */
export function availableScopes(kind: KindName): readonly string[] {
  return available[kind] ?? [];
}

const available: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  access_token: scopePool,
  imported_token: scopePool,
  personal_access_token: gitlabUser,
  impersonation_token: gitlabUser,
  project_access_token: gitlabResource,
  group_access_token: gitlabResource,
  deploy_token: ['read_repository'],
  dynatrace_api_token: dynatrace,
  dynatrace_personal_access_token: dynatracePersonal,
  unleash_client_token: ['unleash:client'],
  unleash_backend_token: ['unleash:backend'],
  unleash_frontend_token: ['unleash:frontend'],
  unleash_admin_token: ['unleash:admin'],
  // Names none, but has the power of this one.
  unleash_personal_access_token: ['unleash:admin'],
};

/** Whether a kind may carry a scope. */
export function canCarry(kind: KindName, scope: string): boolean {
  return availableScopes(kind).includes(scope);
}

const gitlabKinds: readonly KindName[] = [
  'personal_access_token',
  'impersonation_token',
  'project_access_token',
  'group_access_token',
  'deploy_token',
];

/** Whether who holds scopes may grant one, at a door, to a token of a kind. */
export function mayGrant(held: readonly string[], scope: string, kind: KindName, door: Door): boolean {
  // Who may make which token is decided by Unleash's permissions; and `apiTokens.write` grants all of Dynatrace's scopes.
  if (door === 'unleash') return canCarry(kind, scope);
  if (door === 'dynatrace') return dynatrace.includes(scope);
  if (held.includes('*') || held.includes(scope)) return true;
  return gitlabKinds.includes(kind) && held.includes('api') && ordinaryGitlab.includes(scope);
}
