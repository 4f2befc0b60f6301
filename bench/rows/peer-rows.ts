import type { Prepared, Row, RowGroup } from '../harness/row.ts';
import type { Workbench } from '../harness/workbench.ts';
import { peerSubject } from '../servers/start-peer.ts';
import { floorRow } from './floor-row.ts';
import { noCounts } from './guarantees.ts';
import { introspectAsk, unleashNameAsk, verifyAsk } from './jeton-asks.ts';
import { jetonRow, jetonSorts } from './jeton-row.ts';
import {
  betterAuthSetup,
  oidcSetup,
  type PeerTokens,
  sanctumSetup,
  UNLEASH_ADMIN_SECRET,
  unleashSetup,
} from './peer-setups.ts';

const json = { 'content-type': 'application/json' };
const verify = { method: 'POST' as const, path: '/', headers: json, body: '{"token":"{{tokens}}"}' };
const readEveryTime = 'never: read every time';
const seenInMemory = 'those of the last three minutes (last use only, no number)';

/** Jeton's opposite numbers. */
const jetonRows: readonly Row[] = [
  jetonRow(jetonSorts, {
    id: 'jeton-verify',
    what: 'Jeton, verify, PostgreSQL, warm',
    server: 'postgres-warm',
    ask: verifyAsk('native'),
    expect: '^200 .*"valid":true',
    against: ['better-auth', 'sanctum-model'],
  }),
  jetonRow(jetonSorts, {
    id: 'jeton-introspect',
    what: 'Jeton, introspection, PostgreSQL, warm',
    server: 'postgres-warm',
    ask: introspectAsk('native'),
    expect: '"active":true',
    against: ['oidc-provider'],
  }),
  jetonRow(jetonSorts, {
    id: 'jeton-by-name',
    what: 'Jeton, Unleash by name, 20,000 Unleash tokens, PostgreSQL',
    server: 'postgres-warm',
    ask: unleashNameAsk('unleashNames'),
    expect: '^200 .*"tokenName":"unleash-',
    against: ['unleash-by-name'],
  }),
  jetonRow(jetonSorts, {
    id: 'jeton-forward-auth',
    what: 'Jeton, `/auth`, PostgreSQL, warm',
    server: 'postgres-warm',
    ask: { method: 'GET', path: '/auth', headers: { authorization: 'Bearer {{native}}' } },
    expect: '^200 ',
    against: ['unleash-authenticated'],
  }),
];

const peerRows: readonly Row[] = [
  peerRow({
    id: 'better-auth',
    what: 'better-auth, API-key plugin, `verifyApiKey` behind `node:http` (the caller is not authenticated)',
    setup: betterAuthSetup,
    request: verify,
    expect: '"valid":true',
    stale: readEveryTime,
    counts: 'none: a row is written every time',
  }),
  peerRow({
    id: 'sanctum-model',
    what: 'Laravel Sanctum’s two statements behind `node:http`: a **model**',
    setup: sanctumSetup,
    request: verify,
    expect: '"valid":true',
    stale: readEveryTime,
    counts: 'none (last use only, no number)',
  }),
  peerRow({
    id: 'oidc-provider',
    what: 'oidc-provider, introspection of opaque tokens, an adapter on the same PostgreSQL',
    setup: oidcSetup,
    request: {
      method: 'POST',
      path: '/token/introspection',
      headers: {
        authorization: `Basic ${Buffer.from('bench:bench-client-secret').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'token={{tokens}}&token_type_hint=access_token',
    },
    expect: '"active":true',
    stale: readEveryTime,
    counts: noCounts,
  }),
  peerRow({
    id: 'unleash-by-name',
    what: 'Unleash 6.10.1 (Node 20), by name, 20,000 tokens',
    setup: unleashSetup,
    request: {
      method: 'GET',
      path: '/api/admin/api-tokens/{{names}}',
      headers: { authorization: UNLEASH_ADMIN_SECRET },
    },
    expect: '^200 .*"tokenName":"unleash-',
    stale: 'never as to the tokens listed; the caller’s may be revoked for up to a minute',
    counts: seenInMemory,
    connections: 8,
  }),
  peerRow({
    id: 'unleash-authenticated',
    what: 'Unleash 6.10.1 (Node 20), `GET /api/client/features` by one of 20,000 client tokens, no features',
    setup: unleashSetup,
    request: { method: 'GET', path: '/api/client/features', headers: { authorization: '{{tokens}}' } },
    expect: '^200 .*"features"',
    stale: 'for up to a minute after a revocation through another process',
    counts: seenInMemory,
    connections: 8,
  }),
];

/** The same questions to others. */
export const peerGroup: RowGroup = {
  id: 'peers',
  title: 'Peers',
  note: 'Each with as many tokens as Jeton (Unleash with 20,000), drawn at random, on the same PostgreSQL. Unleash and oidc-provider authenticate the caller as Jeton does; the other two are calls within an application, and spare it.',
  rows: [floorRow, ...peerRows, ...jetonRows],
};

interface PeerRow extends Omit<Row, 'prepare'> {
  readonly setup: (workbench: Workbench) => PeerTokens;
  readonly request: Prepared['ask']['request'];
  readonly expect: string;
}

function peerRow({ setup, request, expect, ...told }: PeerRow): Row {
  return {
    ...told,
    async prepare(stand) {
      const peer = setup(stand.workbench);
      return { subject: await peerSubject(stand, peer), ask: { request, pools: peer.pools, expect } };
    },
  };
}
