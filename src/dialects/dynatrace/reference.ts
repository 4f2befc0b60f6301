import type { DialectReference } from '../dialect-reference.ts';
import { ErrorBody } from './schemas.ts';

/** What the Dynatrace dialect tells about itself. */
export const dynatraceReference: DialectReference = {
  title: 'Dynatrace',
  description:
    'Dynatrace’s access tokens API, version 2 and the deprecated version 1. Callers send `Authorization: Api-Token <secret>`. Every environment is the same store: what stands under `/e/{environmentId}` is what stands without it. Version 1 is answered under `/api/v1/tokens` too, to whoever authenticates in this way.',
  areas: [
    {
      name: 'Dynatrace: access tokens',
      description: 'Version 2 of the API.',
      paths: /^\/api\/v2/,
    },
    {
      name: 'Dynatrace: access tokens of an environment',
      description: 'Version 2, under the path that Dynatrace Managed has.',
      paths: /^\/e\/[^/]+\/api\/v2/,
    },
    {
      name: 'Dynatrace: tokens, version 1',
      description: 'Deprecated by Dynatrace; existing clients still call it.',
      paths: /^/,
    },
  ],
  securitySchemes: {
    dynatraceApiToken: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description:
        '`Api-Token`, a space, and the secret: a Dynatrace or a native access token. The query parameter `api-token` is read too.',
    },
  },
  security: ['dynatraceApiToken'],
  bodyTypes: ['application/json'],
  errorType: 'application/json',
  errorBody: ErrorBody,
  pathParameters: { environmentId: 'Any id: all environments are the same store.' },
  idSuffix: (path) => (/^\/e\/[^/]+\/api\/v2/.test(path) ? 'InEnvironment' : ''),
  headersOf: (status) => ({
    ...(status === '429' && {
      'Retry-After': 'Seconds to wait.',
      'X-RateLimit-Limit': 'Requests a minute.',
      'X-RateLimit-Remaining': 'Always 0.',
      'X-RateLimit-Reset': 'When to try again, Unix microseconds.',
    }),
    ...(status === '503' && { 'Retry-After': 'Seconds to wait.' }),
  }),
};
