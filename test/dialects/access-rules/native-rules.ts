import type { KindName } from '../../../src/core/kinds/kind-name.ts';
import { admins, changers, everybody, later, named, type Rule, rowsOf } from './rule.ts';

const native = rowsOf({ door: 'native', kinds: ['access_token'], scopes: null, roles: admins });
const ofKind = (kind: KindName) => (scopes: readonly string[], name: string) => ({ kind, name, scopes });

/** native.md, "Who may do what", and me-tokens.md. */
export const nativeRules: readonly Rule[] = [
  native('GET /api/v1/me', { roles: everybody }),
  native('GET /api/v1/me/tokens', { roles: everybody }),
  native('GET /api/v1/me/tokens/:token', { roles: everybody, about: 'access_token', reach: 'own' }),
  native('POST /api/v1/me/tokens', {
    roles: changers,
    gives: 'access_token',
    body: (scopes, name) => ({ name, scopes, allowed_ips: ['127.0.0.1'] }),
  }),
  native('PATCH /api/v1/me/tokens/:token', {
    roles: changers,
    about: 'access_token',
    reach: 'own',
    has: 'wanted',
    gives: 'access_token',
    body: named,
  }),
  native('POST /api/v1/me/tokens/:token/rotate', {
    roles: changers,
    about: 'access_token',
    reach: 'own',
    has: 'wanted',
    gives: 'access_token',
  }),
  native('DELETE /api/v1/me/tokens/:token', { roles: changers, about: 'access_token', reach: 'own' }),

  native('GET /api/v1/tokens', { scopes: ['tokens:read'] }),
  native('GET /api/v1/tokens/:token', { scopes: ['tokens:read'], about: 'personal_access_token' }),
  ...(
    [
      'access_token',
      'imported_token',
      'personal_access_token',
      'impersonation_token',
      'dynatrace_api_token',
    ] as const
  ).map(
    (gives): Rule =>
      native('POST /api/v1/tokens', { with: gives, scopes: ['tokens:write'], gives, body: ofKind(gives) }),
  ),
  ...(['unleash_client_token', 'unleash_admin_token', 'unleash_personal_access_token'] as const).map(
    (gives): Rule =>
      native('POST /api/v1/tokens', {
        with: gives,
        scopes: ['tokens:write'],
        gives,
        fixed: [gives === 'unleash_client_token' ? 'unleash:client' : 'unleash:admin'],
        body: (_wanted, name) => ({ kind: gives, name }),
      }),
  ),
  ...(['access_token', 'personal_access_token', 'dynatrace_api_token'] as const).flatMap((gives): Rule[] => [
    native('PATCH /api/v1/tokens/:token', {
      with: `other scopes for a ${gives}`,
      scopes: ['tokens:write'],
      about: gives,
      gives,
      body: (scopes) => ({ scopes }),
    }),
    native('PATCH /api/v1/tokens/:token', {
      with: `a later end for a ${gives}`,
      scopes: ['tokens:write'],
      about: gives,
      has: 'wanted',
      gives,
      body: () => ({ expires_at: later }),
    }),
    native('POST /api/v1/tokens/:token/rotate', {
      with: gives,
      scopes: ['tokens:write'],
      about: gives,
      has: 'wanted',
      gives,
    }),
  ]),
  native('PATCH /api/v1/tokens/:token', {
    with: 'a name',
    scopes: ['tokens:write'],
    about: 'access_token',
    has: 'wanted',
    body: named,
  }),
  native('POST /api/v1/tokens/:token/rotate', {
    with: 'unleash_personal_access_token',
    scopes: ['tokens:write'],
    about: 'unleash_personal_access_token',
    gives: 'unleash_personal_access_token',
    fixed: ['unleash:admin'],
  }),
  native('DELETE /api/v1/tokens/:token', {
    scopes: ['tokens:write', 'tokens:revoke'],
    about: 'dynatrace_api_token',
    has: 'wanted',
  }),
  native('POST /api/v1/tokens/verify', {
    scopes: ['tokens:verify'],
    roles: everybody,
    body: () => ({ token: 'whatever' }),
  }),
  native('POST /api/v1/tokens/identify', {
    scopes: ['tokens:identify'],
    body: () => ({ token: 'whatever' }),
  }),
  native('POST /api/v1/tokens/identify-batch', {
    scopes: ['tokens:identify'],
    contentType: 'application/x-ndjson',
    body: () => ({ token: 'whatever' }),
  }),
  native('POST /api/v1/tokens/revoke', {
    scopes: ['tokens:revoke'],
    body: () => ({ id: 4711, reason: 'none' }),
  }),
  native('POST /oauth2/introspect', {
    scopes: ['tokens:verify'],
    roles: everybody,
    contentType: 'application/x-www-form-urlencoded',
    body: () => ({ token: 'whatever' }),
  }),
  native('GET /api/v1/accounts/:account', { scopes: ['directory:read'] }),
  native('POST /api/v1/accounts', {
    scopes: ['directory:write'],
    body: (_wanted, username) => ({ type: 'user', username }),
  }),
  native('POST /api/v1/accounts', {
    with: 'an administrator',
    scopes: ['directory:write'],
    also: '*',
    body: (_wanted, username) => ({ type: 'user', username, role: 'admin' }),
  }),
  native('POST /api/v1/accounts', {
    with: 'permissions in Unleash',
    scopes: ['directory:write'],
    also: '*',
    body: (_wanted, username) => ({
      type: 'user',
      username,
      attributes: { unleash_permissions: ['ADMIN'] },
    }),
  }),
  native('POST /api/v1/accounts/:account/revoke-tokens', { scopes: ['tokens:revoke'] }),
  native('POST /api/v1/resources/:project/revoke-tokens', { scopes: ['tokens:revoke'] }),
  native('DELETE /api/v1/resources/:project', { scopes: ['directory:write'] }),
  native('GET /api/v1/resources', { scopes: ['directory:read'] }),
  native('PATCH /api/v1/resources/:project', {
    scopes: ['directory:write'],
    body: (_wanted, name) => ({ name }),
  }),
  native('GET /api/v1/audit-events', { scopes: ['audit:read'] }),
];
