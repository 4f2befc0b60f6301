import { admins, changers, everybody, type Rule, rowsOf, scoped } from './rule.ts';

const resourceTokens = ['project_access_token', 'group_access_token'] as const;
const userTokens = ['personal_access_token', 'impersonation_token'] as const;
const gitlab = rowsOf({
  door: 'gitlab',
  kinds: ['access_token', ...userTokens, ...resourceTokens],
  scopes: ['api'],
  roles: changers,
});
const reading = { scopes: ['api', 'read_api'], roles: everybody } as const;

/** gitlab.md, sections 0 and 3: editors are ordinary users, viewers read what is theirs. */
export const gitlabRules: readonly Rule[] = [
  gitlab('GET /api/v4/user', { ...reading, scopes: ['api', 'read_api', 'read_user'] }),
  gitlab('GET /api/v4/user', {
    with: 'Sudo',
    scopes: ['api', 'read_api', 'read_user'],
    roles: admins,
    also: 'sudo',
    sudo: true,
  }),
  gitlab('POST /api/v4/users', {
    roles: admins,
    body: (_wanted, name) => ({ name, username: name, email: `${name}@example.com` }),
  }),
  gitlab('POST /api/v4/admin/token', {
    roles: admins,
    about: 'personal_access_token',
    body: () => ({ token: ':secret' }),
  }),
  gitlab('DELETE /api/v4/admin/token', {
    roles: admins,
    about: 'deploy_token',
    body: () => ({ token: ':secret' }),
  }),
  gitlab('GET /api/v4/personal_access_tokens', { ...reading }),
  gitlab('GET /api/v4/personal_access_tokens/:token', {
    ...reading,
    about: 'personal_access_token',
    reach: 'own, all for admins',
  }),
  gitlab('POST /api/v4/personal_access_tokens/:token/rotate', {
    about: 'personal_access_token',
    reach: 'own, all for admins',
    has: 'wanted',
    gives: 'personal_access_token',
  }),
  gitlab('DELETE /api/v4/personal_access_tokens/:token', {
    about: 'personal_access_token',
    reach: 'own, all for admins',
  }),
  gitlab('GET /api/v4/personal_access_tokens/self', {
    kinds: [...userTokens, ...resourceTokens],
    roles: everybody,
    scopes: null,
  }),
  gitlab('POST /api/v4/personal_access_tokens/self/rotate', {
    kinds: [...userTokens, ...resourceTokens],
    scopes: ['api', 'self_rotate'],
  }),
  gitlab('DELETE /api/v4/personal_access_tokens/self', {
    kinds: [...userTokens, ...resourceTokens],
    scopes: null,
  }),
  gitlab('POST /api/v4/users/:account/personal_access_tokens', {
    roles: admins,
    gives: 'personal_access_token',
    body: scoped,
  }),
  gitlab('POST /api/v4/user/personal_access_tokens', {
    kinds: ['access_token', ...userTokens],
    gives: 'personal_access_token',
    fixed: ['self_rotate'],
    body: (_wanted, name) => ({ name, scopes: ['self_rotate'] }),
  }),
  gitlab('POST /api/v4/users/:account/impersonation_tokens', {
    roles: admins,
    gives: 'impersonation_token',
    body: scoped,
  }),
  gitlab('GET /api/v4/projects/:project/access_tokens', { ...reading, reach: 'managed, all for admins' }),
  gitlab('POST /api/v4/projects/:project/access_tokens', {
    kinds: ['access_token', ...userTokens],
    reach: 'managed, all for admins',
    gives: 'project_access_token',
    body: scoped,
  }),
  gitlab('POST /api/v4/projects/:project/access_tokens/:token/rotate', {
    kinds: ['access_token', ...userTokens],
    reach: 'managed, all for admins',
    about: 'project_access_token',
    has: 'wanted',
    gives: 'project_access_token',
  }),
  gitlab('POST /api/v4/projects/:project/deploy_tokens', {
    reach: 'managed, all for admins',
    gives: 'deploy_token',
    body: scoped,
  }),
  gitlab('GET /api/v4/deploy_tokens', { ...reading, roles: admins }),
];
