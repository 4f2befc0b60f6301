/** A call of the dialect, with the path under the server's root. */
export interface EveryCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The scope that it needs; null where any will do. */
  readonly scope: string | null;
  readonly body?: object;
}

const id = `dt0c01.${'A'.repeat(24)}`;

const version2: readonly EveryCall[] = [
  { method: 'GET', path: '/api/v2/apiTokens', scope: 'apiTokens.read' },
  { method: 'POST', path: '/api/v2/apiTokens', scope: 'apiTokens.write', body: { name: 'x', scopes: [] } },
  { method: 'GET', path: `/api/v2/apiTokens/${id}`, scope: 'apiTokens.read' },
  { method: 'PUT', path: `/api/v2/apiTokens/${id}`, scope: 'apiTokens.write', body: {} },
  { method: 'DELETE', path: `/api/v2/apiTokens/${id}`, scope: 'apiTokens.write' },
  { method: 'POST', path: '/api/v2/apiTokens/lookup', scope: null, body: { token: 'x' } },
];

const version1: readonly EveryCall[] = [
  { method: 'GET', path: '/api/v1/tokens', scope: 'TenantTokenManagement' },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    scope: 'TenantTokenManagement',
    body: { name: 'x', scopes: [] },
  },
  { method: 'GET', path: `/api/v1/tokens/${id}`, scope: 'TenantTokenManagement' },
  { method: 'PUT', path: `/api/v1/tokens/${id}`, scope: 'TenantTokenManagement', body: {} },
  { method: 'DELETE', path: `/api/v1/tokens/${id}`, scope: 'TenantTokenManagement' },
  { method: 'POST', path: '/api/v1/tokens/lookup', scope: null, body: { token: 'x' } },
];

const calls = [...version2, ...version1];

/** Every call, by itself and under an environment. */
export const everyCall: readonly EveryCall[] = [
  ...calls,
  ...calls.map((one) => ({ ...one, path: `/e/0a1b-2c${one.path}` })),
];
