import type { KindName } from '../core/kinds/kind-name.ts';

const account = { username: 'demo' };
const project = { type: 'project', path: 'demo/app' };
const group = { type: 'group', path: 'demo' };

/** What the demonstration's tokens belong to. */
export const demoAccount = { type: 'user', username: 'demo', name: 'Demo user', role: 'editor' };
export const demoResources = [
  { ...group, name: 'Demo group' },
  { ...project, name: 'Demo project' },
  { type: 'application', path: 'demo-application', name: 'Demo application' },
  { type: 'agent', path: 'demo-agent', name: 'Demo agent' },
  { type: 'runner', path: 'demo-runner', name: 'Demo runner' },
  { type: 'job', path: 'demo-job', name: 'Demo job', attributes: { status: 'running' } },
];

const unleash = { attributes: { projects: ['default'], environment: 'development' } };

/** One token of every kind: what the native API needs beside kind and name. */
export const demoTokens: Readonly<Record<KindName, object>> = {
  access_token: { account, scopes: ['orders:read', 'orders:write'] },
  imported_token: { account, scopes: ['orders:read'] },
  personal_access_token: { account, scopes: ['api', 'read_user'] },
  impersonation_token: { account, scopes: ['read_api'] },
  project_access_token: { resource: project, scopes: ['read_repository'] },
  group_access_token: { resource: group, scopes: ['read_api'] },
  deploy_token: { resource: project, scopes: ['read_repository', 'read_registry'] },
  feed_token: { account },
  oauth_application_secret: { resource: { type: 'application', path: 'demo-application' } },
  cluster_agent_token: { resource: { type: 'agent', path: 'demo-agent' } },
  runner_authentication_token: { resource: { type: 'runner', path: 'demo-runner' } },
  runner_registration_token: { resource: project },
  pipeline_trigger_token: { account, resource: project },
  ci_job_token: { account, resource: { type: 'job', path: 'demo-job' } },
  feature_flags_client_token: { resource: project },
  incoming_email_token: { account },
  scim_token: { resource: group },
  unleash_client_token: unleash,
  unleash_backend_token: unleash,
  unleash_frontend_token: unleash,
  unleash_admin_token: { attributes: { projects: ['*'], environment: '*' } },
  unleash_personal_access_token: { account },
  dynatrace_api_token: { account, scopes: ['metrics.read', 'logs.ingest'] },
  dynatrace_personal_access_token: { account, scopes: ['metrics.read'] },
};
