import type { DialectReference } from '../dialect-reference.ts';
import { refusalBody } from './schemas/error-bodies.ts';

/** What the GitLab dialect tells about itself. */
export const gitlabReference: DialectReference = {
  title: 'GitLab',
  description: [
    'GitLab’s token APIs. Callers are personal, impersonation, project and group access tokens, and native access tokens: with scope `read_api` for reading, `api` for everything.',
    'Parameters come as JSON, as a form or in the query string. Lists page by `page` and `per_page`; `Sudo` lets an administrator act as another.',
  ].join('\n\n'),
  areas: [
    {
      name: 'GitLab: token information',
      description: 'A token of any GitLab kind, told or revoked by its secret.',
      paths: /^\/api\/v4\/admin\/token/,
    },
    {
      name: 'GitLab: personal access tokens',
      description: 'Tokens of users, one’s own and those of others.',
      paths: /personal_access_tokens/,
    },
    {
      name: 'GitLab: impersonation tokens',
      description: 'Tokens that administrators make for users.',
      paths: /impersonation_tokens/,
    },
    {
      name: 'GitLab: project access tokens',
      description: 'Tokens of projects, each with a bot of its own.',
      paths: /projects\/.*access_tokens/,
    },
    {
      name: 'GitLab: group access tokens',
      description: 'Tokens of groups, each with a bot of its own.',
      paths: /groups\/.*access_tokens/,
    },
    {
      name: 'GitLab: group tokens',
      description: 'Leak response for whoever owns a group.',
      paths: /groups\/.*\/tokens/,
    },
    {
      name: 'GitLab: deploy tokens',
      description: 'Tokens for reading code and packages.',
      paths: /deploy_tokens/,
    },
    { name: 'GitLab: pipeline triggers', description: 'Tokens that start pipelines.', paths: /trigger/ },
    {
      name: 'GitLab: agents for Kubernetes',
      description: 'Agents and their tokens.',
      paths: /cluster_agents/,
    },
    { name: 'GitLab: runners', description: 'Authentication tokens of runners.', paths: /runners/ },
    {
      name: 'GitLab: users, projects, groups and applications',
      description: 'The directory, as far as tokens belong to it.',
      paths: /^/,
    },
  ],
  securitySchemes: {
    gitlabPrivateToken: {
      type: 'apiKey',
      in: 'header',
      name: 'PRIVATE-TOKEN',
      description: 'A personal, impersonation, project, group or native access token.',
    },
    gitlabBearer: {
      type: 'http',
      scheme: 'bearer',
      description:
        'The same, as OAuth has it. The parameters `private_token` and `access_token` are read too.',
    },
  },
  security: ['gitlabPrivateToken', 'gitlabBearer'],
  bodyTypes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
  errorType: 'application/json',
  errorBody: refusalBody,
  idSuffix: (path) => (path.includes('/ref/') ? 'OfRef' : ''),
  pathParameters: { ref: 'Branch or tag.' },
  headersOf: (status, { isList }) => ({
    ...(status === '401' && { 'WWW-Authenticate': 'For an expired or revoked token, which of the two.' }),
    ...((status === '429' || status === '503') && { 'Retry-After': 'Seconds to wait.' }),
    ...(status.startsWith('2') && rateHeaders),
    ...(status === '200' && isList && pageHeaders),
  }),
};

const rateHeaders = {
  'RateLimit-Limit': 'Requests a minute, when the token has a limit.',
  'RateLimit-Remaining': 'Requests left, when the token has a limit.',
  'RateLimit-Reset': 'When the window ends, Unix seconds, when the token has a limit.',
};

const pageHeaders = {
  Link: 'The addresses of the previous, next, first and last page.',
  'X-Page': 'Number of this page.',
  'X-Per-Page': 'Items a page.',
  'X-Next-Page': 'Number of the next page; empty on the last.',
  'X-Prev-Page': 'Number of the previous page; empty on the first.',
  'X-Total': 'Items on all pages.',
  'X-Total-Pages': 'Pages there are.',
};
