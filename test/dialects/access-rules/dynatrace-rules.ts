import { everybody, type Rule, rowsOf, scoped } from './rule.ts';

const dynatrace = rowsOf({
  door: 'dynatrace',
  kinds: ['access_token', 'dynatrace_api_token', 'dynatrace_personal_access_token'],
  scopes: ['apiTokens.write'],
  roles: everybody,
});

/** dynatrace.md, its decisions and A1: scopes decide, and roles play no part. */
export const dynatraceRules: readonly Rule[] = [
  dynatrace('GET /api/v2/apiTokens', { scopes: ['apiTokens.read'] }),
  dynatrace('GET /api/v2/apiTokens/:public-id', { scopes: ['apiTokens.read'], about: 'dynatrace_api_token' }),
  dynatrace('POST /api/v2/apiTokens', {
    scopes: ['apiTokens.write'],
    gives: 'dynatrace_api_token',
    body: scoped,
  }),
  dynatrace('POST /api/v2/apiTokens', {
    with: 'personal',
    scopes: ['apiTokens.write'],
    gives: 'dynatrace_personal_access_token',
    body: (scopes, name) => ({ name, scopes, personalAccessToken: true }),
  }),
  dynatrace('PUT /api/v2/apiTokens/:public-id', {
    scopes: ['apiTokens.write'],
    about: 'dynatrace_api_token',
    gives: 'dynatrace_api_token',
    body: scoped,
  }),
  dynatrace('DELETE /api/v2/apiTokens/:public-id', {
    scopes: ['apiTokens.write'],
    about: 'dynatrace_api_token',
    reach: 'own for personal tokens',
  }),
  dynatrace('POST /api/v2/apiTokens/lookup', {
    scopes: ['apiTokens.read', 'apiTokens.write', 'metrics.read', 'TenantTokenManagement'],
    scopesOf: 'native tokens',
    about: 'dynatrace_api_token',
    body: () => ({ token: ':secret' }),
  }),
  dynatrace('GET /e/0a/api/v1/tokens', { scopes: ['TenantTokenManagement'] }),
  dynatrace('POST /e/0a/api/v1/tokens', {
    scopes: ['TenantTokenManagement'],
    gives: 'dynatrace_api_token',
    body: scoped,
  }),
  dynatrace('PUT /e/0a/api/v1/tokens/:public-id', {
    scopes: ['TenantTokenManagement'],
    about: 'dynatrace_api_token',
    gives: 'dynatrace_api_token',
    body: scoped,
  }),
];
