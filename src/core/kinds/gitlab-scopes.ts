/** The scopes of GitLab that reach beyond what an ordinary user may do: only administrators' tokens carry them. */
export const gitlabAdministratorScopes = ['sudo', 'admin_mode', 'read_service_ping'] as const;

/** What an ordinary user may carry. */
const ordinaryScopes = [
  'api',
  'read_api',
  'read_user',
  'create_runner',
  'manage_runner',
  'k8s_proxy',
  'self_rotate',
  'read_repository',
  'write_repository',
  'read_registry',
  'write_registry',
  'read_virtual_registry',
  'write_virtual_registry',
  'read_observability',
  'write_observability',
  'ai_features',
] as const;

/** The scopes that GitLab's kinds of token may carry. */
export const gitlabScopes = {
  /** Of personal access and impersonation tokens, those that only administrators may be granted included. */
  user: [...ordinaryScopes, ...gitlabAdministratorScopes],
  /** Of project and group access tokens. */
  resource: ordinaryScopes.filter((scope) => scope !== 'read_user'),
  /** Of deploy tokens. */
  deploy: [
    'read_repository',
    'read_registry',
    'write_registry',
    'read_package_registry',
    'write_package_registry',
    'read_virtual_registry',
    'write_virtual_registry',
  ],
} as const;

/** GitLab's `api` is everything that an ordinary user may do, deploy tokens included, and nothing of an administrator's. */
export const gitlabImpliedScopes: Readonly<Record<string, readonly string[]>> = {
  api: [...gitlabScopes.resource, 'read_user', ...gitlabScopes.deploy],
};
