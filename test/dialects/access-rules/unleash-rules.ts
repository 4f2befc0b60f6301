import { admins, changers, everybody, later, type Rule, rowsOf } from './rule.ts';

const unleash = rowsOf({
  door: 'unleash',
  kinds: ['access_token', 'unleash_personal_access_token', 'unleash_admin_token'],
  scopes: ['unleash:admin'],
  scopesOf: 'native tokens',
  roles: admins,
});
const accounts = { kinds: ['access_token', 'unleash_personal_access_token'], roles: everybody } as const;
const ofType = (type: string) => (_wanted: readonly string[], tokenName: string) => ({ type, tokenName });

/** unleash.md, its decisions and sections 1 and 3: the roles are Admin, Editor and Viewer, permissions add to them. */
export const unleashRules: readonly Rule[] = [
  unleash('GET /api/admin/api-tokens', {
    roles: changers,
    permissions: ['ADMIN', 'READ_CLIENT_API_TOKEN', 'READ_FRONTEND_API_TOKEN'],
  }),
  unleash('POST /api/admin/api-tokens', {
    with: 'client',
    permissions: ['ADMIN', 'CREATE_CLIENT_API_TOKEN'],
    body: ofType('client'),
  }),
  unleash('POST /api/admin/api-tokens', {
    with: 'frontend',
    permissions: ['ADMIN', 'CREATE_FRONTEND_API_TOKEN'],
    body: ofType('frontend'),
  }),
  unleash('POST /api/admin/api-tokens', { with: 'admin', permissions: ['ADMIN'], body: ofType('admin') }),
  unleash('PUT /api/admin/api-tokens/:secret', {
    about: 'unleash_client_token',
    permissions: ['ADMIN', 'UPDATE_CLIENT_API_TOKEN'],
    body: () => ({ expiresAt: later }),
  }),
  unleash('PUT /api/admin/api-tokens/:secret', {
    with: 'admin',
    about: 'unleash_admin_token',
    permissions: ['ADMIN'],
    body: () => ({ expiresAt: later }),
  }),
  unleash('DELETE /api/admin/api-tokens/:secret', {
    about: 'unleash_frontend_token',
    permissions: ['ADMIN', 'DELETE_FRONTEND_API_TOKEN'],
  }),
  unleash('GET /api/admin/projects/default/api-tokens', {
    roles: changers,
    permissions: ['ADMIN', 'READ_PROJECT_API_TOKEN'],
  }),
  unleash('DELETE /api/admin/projects/default/api-tokens/:secret', {
    about: 'unleash_client_token',
    roles: changers,
    permissions: ['ADMIN', 'DELETE_PROJECT_API_TOKEN'],
  }),
  unleash('GET /api/admin/user/tokens', { ...accounts }),
  unleash('POST /api/admin/user/tokens', {
    ...accounts,
    body: (_wanted, description) => ({ description, expiresAt: later }),
  }),
  unleash('DELETE /api/admin/user/tokens/:token', {
    ...accounts,
    about: 'unleash_personal_access_token',
    reach: 'own',
  }),
];
