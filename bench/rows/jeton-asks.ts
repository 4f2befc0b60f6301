import type { Prepared } from '../harness/row.ts';
import { ROOT_SECRET } from '../seed/token-rows.ts';

/** What is asked of Jeton, every time by an authenticated caller. */
type Ask = Prepared['ask']['request'];

const json = { 'content-type': 'application/json' };
const bearer = { authorization: `Bearer ${ROOT_SECRET}` };

/** The body of a request for a verdict. */
const verdictBody = (pool: string) => `{"token":"{{${pool}}}"}`;

export function verifyAsk(pool: string): Ask {
  return post('/api/v1/tokens/verify', verdictBody(pool));
}

export function verifyBatchAsk(pool: string, size: number): Ask {
  const tokens = Array.from({ length: size }, () => verdictBody(pool)).join(',');
  return post('/api/v1/tokens/verify-batch', `{"tokens":[${tokens}]}`);
}

export function identifyBatchAsk(pool: string, size: number): Ask {
  const body = `${verdictBody(pool)}\n`.repeat(size);
  return {
    method: 'POST',
    path: '/api/v1/tokens/identify-batch',
    headers: { ...bearer, 'content-type': 'application/x-ndjson' },
    body,
  };
}

export function forwardAuthAsk(pool: string): Ask {
  return { method: 'GET', path: '/auth', headers: { authorization: `Bearer {{${pool}}}` } };
}

export function introspectAsk(pool: string): Ask {
  return {
    method: 'POST',
    path: '/oauth2/introspect',
    headers: { ...bearer, 'content-type': 'application/x-www-form-urlencoded' },
    body: `token={{${pool}}}`,
  };
}

export function adminTokenAsk(pool: string): Ask {
  return {
    method: 'POST',
    path: '/api/v4/admin/token',
    headers: { 'private-token': ROOT_SECRET, ...json },
    body: verdictBody(pool),
  };
}

export function ownTokensAsk(pool: string): Ask {
  return { method: 'GET', path: '/api/v1/me/tokens', headers: { authorization: `Bearer {{${pool}}}` } };
}

/** The pool has "secret id" a line. */
export function ownTokenAsk(pool: string): Ask {
  return {
    method: 'GET',
    path: `/api/v1/me/tokens/{{${pool}.2}}`,
    headers: { authorization: `Bearer {{${pool}.1}}` },
  };
}

export function unleashNameAsk(pool: string): Ask {
  return {
    method: 'GET',
    path: `/api/admin/api-tokens/{{${pool}}}`,
    headers: { authorization: ROOT_SECRET },
  };
}

export function dynatraceLookupAsk(pool: string): Ask {
  return {
    method: 'POST',
    path: '/api/v2/apiTokens/lookup',
    headers: { authorization: `Api-Token ${ROOT_SECRET}`, ...json },
    body: verdictBody(pool),
  };
}

export function issueAsk(): Ask {
  const body = { kind: 'access_token', name: 'bench', account: { username: 'bench-1000' }, scopes: ['a'] };
  return post('/api/v1/tokens', JSON.stringify(body));
}

export function importAsk(pool: string): Ask {
  return post(
    '/api/v1/tokens',
    `{"kind":"access_token","name":"import","account":{"username":"bench-1000"},"secret":"{{${pool}}}"}`,
  );
}

/** The pool has "secret id" a line. */
export function rotateAsk(pool: string): Ask {
  return post(`/api/v1/tokens/{{${pool}.2}}/rotate`, '{}');
}

export function revokeAsk(pool: string): Ask {
  return post('/api/v1/tokens/revoke', `{"token":"{{${pool}}}","reason":"bench"}`);
}

function post(path: string, body: string): Ask {
  return { method: 'POST', path, headers: { ...bearer, ...json }, body };
}
