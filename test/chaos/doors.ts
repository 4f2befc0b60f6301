import type { Answer, Asked } from './chaos-node.ts';
import type { Operation } from './history.ts';
import { refusals } from './history.ts';
import { asRoot, demandedScope, type TestKind, type TestToken, testKinds } from './test-token.ts';

/** What a verification asks for beside the token. */
export interface Demands {
  readonly demandsScope: boolean;
  readonly minAsOf?: number;
}

/** What an answer tells. */
type VerdictRead = Pick<Operation, 'verdict' | 'asOf'>;

/** An entrance at which a token can be presented. */
export interface VerifyDoor {
  readonly name: string;
  readonly kinds: readonly TestKind[];
  /** Whether it can be asked for a scope. */
  readonly takesScope?: true;
  /** Whether it can be asked for a verdict no older than a number. */
  readonly takesMinAsOf?: true;
  ask(token: TestToken, demands: Demands, rootSecret: string): readonly [path: string, asked: Asked];
  read(answer: Answer): VerdictRead;
}

/** All doors. */
export const doors: readonly VerifyDoor[] = [
  {
    name: 'verify',
    kinds: testKinds,
    takesScope: true,
    takesMinAsOf: true,
    ask: ({ secret }, demands, root) => [
      '/api/v1/tokens/verify',
      asRoot(root, { method: 'POST', body: verifyBody(secret, demands) }),
    ],
    read: ({ json }) => toVerdict(json),
  },
  {
    name: 'verify-batch',
    kinds: testKinds,
    takesScope: true,
    ask: ({ secret }, { demandsScope }, root) => [
      '/api/v1/tokens/verify-batch',
      asRoot(root, { method: 'POST', body: { tokens: [verifyBody(secret, { demandsScope })] } }),
    ],
    read: ({ json }) => toVerdict(json?.data?.[0]),
  },
  {
    name: 'introspection',
    kinds: testKinds,
    ask: ({ secret }, _demands, root) => [
      '/oauth2/introspect',
      asRoot(root, { method: 'POST', body: new URLSearchParams({ token: secret }).toString() }),
    ],
    read: ({ json }) => ({ verdict: json?.active === true ? 'valid' : 'refused' }),
  },
  {
    name: 'forward-auth',
    kinds: testKinds,
    takesScope: true,
    ask: ({ secret }, { demandsScope }) => [
      demandsScope ? `/auth?scope=${demandedScope}` : '/auth',
      { headers: { authorization: `Bearer ${secret}` } },
    ],
    read: ({ status, headers }) => ({
      verdict:
        status === 200
          ? 'valid'
          : headers['x-token-reason'] === 'insufficient_scope'
            ? 'insufficient_scope'
            : 'refused',
    }),
  },
  presenting('me', ['access_token'], '/api/v1/me', (secret) => ({ authorization: `Bearer ${secret}` })),
  presenting('me-tokens', ['access_token'], '/api/v1/me/tokens', (secret) => ({
    authorization: `Bearer ${secret}`,
  })),
  presenting('gitlab', ['personal_access_token', 'access_token'], '/api/v4/user', (secret) => ({
    'private-token': secret,
  })),
  presenting('unleash', ['unleash_admin_token', 'access_token'], '/api/admin/api-tokens/none', (secret) => ({
    authorization: secret,
  })),
  presenting(
    'dynatrace',
    ['dynatrace_api_token', 'access_token'],
    '/api/v2/apiTokens/dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA',
    (secret) => ({ authorization: `Api-Token ${secret}` }),
  ),
];

/** A call that is made with the token itself: whatever is answered but 401, the token was accepted. */
function presenting(
  name: string,
  kinds: readonly TestKind[],
  path: string,
  headersOf: (secret: string) => Readonly<Record<string, string>>,
): VerifyDoor {
  return {
    name,
    kinds,
    ask: ({ secret }) => [path, { headers: headersOf(secret) }],
    read: ({ status }) => ({ verdict: status === 401 ? 'refused' : 'valid' }),
  };
}

function verifyBody(token: string, { demandsScope, minAsOf }: Demands) {
  return {
    token,
    ...(demandsScope && { scopes: [demandedScope] }),
    ...(minAsOf !== undefined && { min_as_of: minAsOf }),
  };
}

function toVerdict(
  json: { readonly valid?: boolean; readonly reason?: string; readonly as_of?: number } | undefined,
): VerdictRead {
  if (json?.valid === undefined) return {};
  const reason = json.reason ?? 'refused';
  const verdict = json.valid ? 'valid' : reason in refusals ? (reason as keyof typeof refusals) : 'refused';
  return { verdict, ...(json.as_of !== undefined && { asOf: json.as_of }) };
}
