import type { DialectReference } from '../dialect-reference.ts';
import { problemSchema } from './schemas.ts';

/** What Jeton's own API tells about itself. */
export const nativeReference: DialectReference = {
  title: 'Jeton',
  description: [
    'Jeton’s own API. Callers send a native access token as `Authorization: Bearer`; health, metrics, kinds and this reference need none.',
    'Refusals are problems of RFC 9457. Times are RFC 3339 in UTC. Lists page by cursor: send `meta.next_cursor` as `cursor` until it is null.',
  ].join('\n\n'),
  areas: [
    {
      name: 'Jeton: own tokens',
      description: 'Self-service: the access tokens of the calling account.',
      paths: /^\/api\/v1\/me\/tokens/,
    },
    { name: 'Jeton: caller', description: 'Who is calling.', paths: /^\/api\/v1\/me$/ },
    {
      name: 'Jeton: verdicts',
      description: 'Is this token good? For services that are shown tokens.',
      paths: /^\/(?:api\/v1\/tokens\/verify|oauth2\/introspect)/,
    },
    {
      name: 'Jeton: found strings',
      description: 'What is this string, whose is it, and how to take its power away.',
      paths: /^\/(?:api\/v1\/tokens\/(?:identify|revoke)|oauth2\/revoke)/,
    },
    {
      name: 'Jeton: tokens',
      description: 'Tokens of every kind, for administrators.',
      paths: /^\/api\/v1\/tokens/,
    },
    {
      name: 'Jeton: directory',
      description: 'Whom tokens act for, and what they belong to.',
      paths: /^\/api\/v1\/(?:accounts|resources)/,
    },
    { name: 'Jeton: audit', description: 'What was done, by whom.', paths: /^\/api\/v1\/audit/ },
    {
      name: 'Jeton: kinds',
      description: 'The formats of tokens, for clients and secret scanners.',
      paths: /^\/api\/v1\/kinds/,
    },
    {
      name: 'Jeton: forward-auth',
      description: 'For nginx, Caddy, HAProxy, Traefik and Envoy: may this request pass?',
      paths: /^\/auth/,
    },
    {
      name: 'Jeton: operation',
      description: 'Health, metrics, nodes and the reference itself.',
      paths: /^/,
    },
  ],
  securitySchemes: {
    jetonToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'A native access token, `jtn_…`.',
    },
    jetonTokenAsPassword: {
      type: 'http',
      scheme: 'basic',
      description: 'Introspection only: the token is the password, the user name is ignored.',
    },
  },
  security: [],
  bodyTypes: ['application/json'],
  errorType: 'application/problem+json',
  errorBody: problemSchema,
  headersOf: (status) => ({
    'X-Trace-Id': 'The id of this request in logs and in the audit.',
    ...(status === '401' && { 'WWW-Authenticate': 'How to authenticate.' }),
    ...((status === '429' || status === '503') && { 'Retry-After': 'Seconds to wait.' }),
  }),
};
