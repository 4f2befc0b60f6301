import type { Asked } from './chaos-node.ts';
import type { Operation, RegisterValue } from './history.ts';
import { asRoot, type TestKind, type TestToken, testKinds } from './test-token.ts';

/** A change of a token or its account, through a door. */
export interface TestChange {
  readonly op: string;
  readonly door: string;
  readonly kinds: readonly TestKind[];
  readonly writes: NonNullable<Operation['writes']>;
  /** The account is what it changes. */
  readonly ofAccount?: true;
  /** The token itself is presented, which counts as a use. */
  readonly presents?: true;
  /** It answers a successor. */
  readonly rotates?: true;
  ask(token: TestToken, rootSecret: string): readonly [path: string, asked: Asked];
}

const revoked = { register: 'life', value: 'revoked' } as const;

/** What takes power away for good. */
export const endings: readonly TestChange[] = [
  {
    ...{ op: 'revoke', door: 'native', kinds: testKinds, writes: revoked },
    ask: ({ id }, root) => [`/api/v1/tokens/${id}`, asRoot(root, { method: 'DELETE' })],
  },
  {
    ...{ op: 'revoke by secret', door: 'native', kinds: testKinds, writes: revoked },
    ask: ({ secret }, root) => [
      '/api/v1/tokens/revoke',
      asRoot(root, { method: 'POST', body: { token: secret, reason: 'chaos' } }),
    ],
  },
  {
    ...{ op: 'revoke', door: 'oauth2', kinds: ['access_token', 'personal_access_token'], writes: revoked },
    ask: ({ secret }) => [
      '/oauth2/revoke',
      { method: 'POST', body: new URLSearchParams({ token: secret }).toString() },
    ],
  },
  {
    ...{ op: 'revoke', door: 'gitlab', kinds: ['personal_access_token'], writes: revoked },
    ask: ({ id }, root) => [
      `/api/v4/personal_access_tokens/${id}`,
      { method: 'DELETE', headers: { 'private-token': root } },
    ],
  },
  {
    ...{ op: 'admin revoke', door: 'gitlab', kinds: ['personal_access_token'], writes: revoked },
    ask: ({ secret }, root) => [
      '/api/v4/admin/token',
      { method: 'DELETE', headers: { 'private-token': root }, body: { token: secret } },
    ],
  },
  {
    ...{ op: 'delete', door: 'unleash', kinds: ['unleash_admin_token'], writes: revoked },
    ask: ({ secret }, root) => [
      `/api/admin/api-tokens/${encodeURIComponent(secret)}`,
      { method: 'DELETE', headers: { authorization: root } },
    ],
  },
  {
    ...{ op: 'delete', door: 'dynatrace', kinds: ['dynatrace_api_token'], writes: revoked },
    ask: ({ publicId }, root) => [
      `/api/v2/apiTokens/${publicId}`,
      { method: 'DELETE', headers: { authorization: `Api-Token ${root}` } },
    ],
  },
  {
    ...{ op: 'rotate', door: 'native', kinds: ['access_token'], writes: revoked, rotates: true },
    ask: ({ id }, root) => [`/api/v1/tokens/${id}/rotate`, asRoot(root, { method: 'POST', body: {} })],
  },
  {
    ...{
      op: 'rotate',
      door: 'me-tokens',
      kinds: ['access_token'],
      writes: revoked,
      rotates: true,
      presents: true,
    },
    ask: ({ id, secret }) => [`/api/v1/me/tokens/${id}/rotate`, asRoot(secret, { method: 'POST' })],
  },
  {
    ...{ op: 'rotate', door: 'gitlab', kinds: ['personal_access_token'], writes: revoked, rotates: true },
    ask: ({ id }, root) => [
      `/api/v4/personal_access_tokens/${id}/rotate`,
      { method: 'POST', headers: { 'private-token': root } },
    ],
  },
];

/** What takes power away, each with what gives it back. */
export const reversibles: readonly (readonly [TestChange, TestChange])[] = [
  [
    patch('disable', 'enabled', 'off', { disabled: true }),
    patch('enable', 'enabled', 'on', { disabled: false }),
  ],
  [
    patch('narrow', 'scope', 'narrow', { scopes: ['orders:read'] }),
    patch('widen', 'scope', 'wide', { scopes: ['*'] }),
  ],
  [dynatraceSwitch('disable', false, 'off'), dynatraceSwitch('enable', true, 'on')],
  [account('block', 'blocked'), account('unblock', 'active')],
];

/** A shorter expiry: `at` is when the token ends, Unix milliseconds. */
export function expire(at: number): TestChange {
  return patch('expire', 'expiry', 'ended', { expires_at: new Date(at).toISOString() });
}

function patch(
  op: string,
  register: 'enabled' | 'scope' | 'expiry',
  value: RegisterValue,
  body: object,
): TestChange {
  return {
    ...{ op, door: 'native', kinds: ['access_token'], writes: { register, value } },
    ask: ({ id }, root) => [`/api/v1/tokens/${id}`, asRoot(root, { method: 'PATCH', body })],
  };
}

function dynatraceSwitch(op: string, enabled: boolean, value: 'on' | 'off'): TestChange {
  return {
    ...{ op, door: 'dynatrace', kinds: ['dynatrace_api_token'], writes: { register: 'enabled', value } },
    ask: ({ publicId }, root) => [
      `/api/v2/apiTokens/${publicId}`,
      { method: 'PUT', headers: { authorization: `Api-Token ${root}` }, body: { enabled } },
    ],
  };
}

function account(op: string, state: 'blocked' | 'active'): TestChange {
  const kinds = ['access_token', 'personal_access_token', 'dynatrace_api_token'] as const;
  return {
    ...{ op, door: 'native', kinds, ofAccount: true, writes: { register: 'state', value: state } },
    ask: ({ account: holder }, root) => [
      `/api/v1/accounts/${holder?.id}`,
      asRoot(root, { method: 'PATCH', body: { state } }),
    ],
  };
}
