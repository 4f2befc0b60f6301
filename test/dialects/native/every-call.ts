/** A call of the native API as tests go through all of them. */
export interface NativeCall {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** What it needs beside a good token; null for nothing. */
  readonly needs: { readonly scope: string; readonly admin: boolean } | 'owner' | null;
}

const admin = (scope: string) => ({ scope, admin: true });

/** Every call that asks for a token, with a request that is well-formed. */
export const everyCall: readonly NativeCall[] = [
  { method: 'GET', path: '/me', needs: null },
  { method: 'GET', path: '/me/tokens', needs: null },
  { method: 'GET', path: '/me/tokens/4711', needs: null },
  { method: 'POST', path: '/me/tokens', body: { name: 'x' }, needs: 'owner' },
  { method: 'PATCH', path: '/me/tokens/4711', body: {}, needs: 'owner' },
  { method: 'DELETE', path: '/me/tokens/4711', needs: 'owner' },
  { method: 'POST', path: '/me/tokens/4711/rotate', needs: 'owner' },
  {
    method: 'POST',
    path: '/tokens',
    body: { kind: 'access_token', name: 'x' },
    needs: admin('tokens:write'),
  },
  { method: 'GET', path: '/tokens', needs: admin('tokens:read') },
  { method: 'GET', path: '/tokens/4711', needs: admin('tokens:read') },
  { method: 'PATCH', path: '/tokens/4711', body: {}, needs: admin('tokens:write') },
  { method: 'DELETE', path: '/tokens/4711', needs: admin('tokens:write') },
  { method: 'POST', path: '/tokens/4711/rotate', body: {}, needs: admin('tokens:write') },
  {
    method: 'POST',
    path: '/tokens/verify',
    body: { token: 'x' },
    needs: { scope: 'tokens:verify', admin: false },
  },
  {
    method: 'POST',
    path: '/tokens/verify-batch',
    body: { tokens: [] },
    needs: { scope: 'tokens:verify', admin: false },
  },
  { method: 'POST', path: '/tokens/identify', body: { token: 'x' }, needs: admin('tokens:identify') },
  { method: 'POST', path: '/tokens/identify-batch', needs: admin('tokens:identify') },
  { method: 'POST', path: '/tokens/revoke', body: { id: 4711 }, needs: admin('tokens:revoke') },
  { method: 'GET', path: '/nodes', needs: admin('audit:read') },
  { method: 'GET', path: '/accounts', needs: admin('directory:read') },
  {
    method: 'POST',
    path: '/accounts',
    body: { type: 'user', username: 'somebody' },
    needs: admin('directory:write'),
  },
  { method: 'GET', path: '/accounts/4711', needs: admin('directory:read') },
  { method: 'PATCH', path: '/accounts/4711', body: {}, needs: admin('directory:write') },
  { method: 'POST', path: '/accounts/4711/revoke-tokens', body: {}, needs: admin('tokens:revoke') },
  { method: 'GET', path: '/resources', needs: admin('directory:read') },
  {
    method: 'POST',
    path: '/resources',
    body: { type: 'project', path: 'some/where' },
    needs: admin('directory:write'),
  },
  { method: 'GET', path: '/resources/4711', needs: admin('directory:read') },
  { method: 'PATCH', path: '/resources/4711', body: {}, needs: admin('directory:write') },
  { method: 'DELETE', path: '/resources/4711', needs: admin('directory:write') },
  { method: 'POST', path: '/resources/4711/revoke-tokens', body: {}, needs: admin('tokens:revoke') },
  { method: 'GET', path: '/audit-events', needs: admin('audit:read') },
];
