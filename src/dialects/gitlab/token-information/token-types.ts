import type { Kinds } from '../../../core/kinds/all-kinds.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';

/** A type of token as GitLab tells it by its prefix; the personal access token family is one. */
export interface TokenType {
  readonly kinds: readonly KindName[];
  /** Whether a secret begins as those of this type do. */
  matches(secret: string): boolean;
}

/** The types of token in the order in which GitLab tries them (gitlab.md 1.5): the first that matches is the only one. */
export function orderedTokenTypes(kinds: Kinds): readonly TokenType[] {
  return order.map((names) => {
    const formats = [...new Set(names.map((name) => kinds.get(name).format))];
    return {
      kinds: names,
      matches: (secret) =>
        formats.some(
          (format) =>
            format.prefixes.some((prefix) => secret.startsWith(prefix)) ||
            // A blank configured prefix begins every string: only the shape can tell.
            (format.unprefixed && format.recognise(secret) === 'well_formed'),
        ),
    };
  });
}

const order: readonly (readonly KindName[])[] = [
  ['deploy_token'],
  ['feed_token'],
  ['personal_access_token', 'impersonation_token', 'project_access_token', 'group_access_token'],
  ['oauth_application_secret'],
  ['cluster_agent_token'],
  ['runner_authentication_token'],
  ['runner_registration_token'],
  ['pipeline_trigger_token'],
  ['ci_job_token'],
  ['feature_flags_client_token'],
  ['incoming_email_token'],
  ['scim_token'],
];
