/** The names of all kinds of token, by the dialect they belong to. */
export const kindNamesByDialect = {
  native: ['access_token', 'imported_token'],
  gitlab: [
    'personal_access_token',
    'impersonation_token',
    'project_access_token',
    'group_access_token',
    'deploy_token',
    'feed_token',
    'oauth_application_secret',
    'cluster_agent_token',
    'runner_authentication_token',
    'runner_registration_token',
    'pipeline_trigger_token',
    'ci_job_token',
    'feature_flags_client_token',
    'incoming_email_token',
    'scim_token',
  ],
  unleash: [
    'unleash_client_token',
    'unleash_backend_token',
    'unleash_frontend_token',
    'unleash_admin_token',
    'unleash_personal_access_token',
  ],
  dynatrace: ['dynatrace_api_token', 'dynatrace_personal_access_token'],
} as const;

/** The name of a dialect. */
export type DialectName = keyof typeof kindNamesByDialect;

/** The name of a kind of token, as it stands in the store and on the native wire. */
export type KindName = (typeof kindNamesByDialect)[DialectName][number];
