import type { DialectReference } from '../dialect-reference.ts';
import { ErrorBody } from './schemas.ts';

/** What the Unleash dialect tells about itself. */
export const unleashReference: DialectReference = {
  title: 'Unleash',
  description:
    'Unleash’s admin API for tokens. Callers send the secret itself as `Authorization`, with or without `Bearer`: an admin token, a personal access token, or a native token with scope `unleash:admin`. Bodies are at most 100 kB.',
  areas: [
    {
      name: 'Unleash: API tokens',
      description: 'Tokens of the whole installation.',
      paths: /^\/api\/admin\/api-tokens/,
    },
    {
      name: 'Unleash: project tokens',
      description: 'Tokens of one project, for whoever manages that project.',
      paths: /^\/api\/admin\/projects/,
    },
    {
      name: 'Unleash: personal access tokens',
      description: 'The caller’s own.',
      paths: /^\/api\/admin\/user/,
    },
    { name: 'Unleash: events', description: 'What happened to tokens.', paths: /events/ },
    { name: 'Unleash: Edge', description: 'What Unleash Edge asks.', paths: /^/ },
  ],
  securitySchemes: {
    unleashToken: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'The secret as it is, such as `*:*.…` or `user:…`.',
    },
  },
  security: ['unleashToken'],
  bodyTypes: ['application/json'],
  errorType: 'application/json',
  errorBody: ErrorBody,
  headersOf: (status) => ({
    ...(status === '200' && { ETag: 'A tag of the answer: sent back as If-None-Match, it saves the body.' }),
    ...(status === '201' && { Location: 'Where the token is.' }),
    ...((status === '429' || status === '503') && { 'Retry-After': 'Seconds to wait.' }),
  }),
};
