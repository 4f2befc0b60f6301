import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { RevocationOutcome } from '../../../core/operations/revoke-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { DialectSettings } from '../../dialect.ts';
import { GitlabError, messageError } from '../errors.ts';

/** Refuses in the words of GitLab's feature flag where the installation does not offer revocation. */
export function checkRevocationOffered({ gitlabAdminTokenRevoke }: DialectSettings): void {
  if (!gitlabAdminTokenRevoke)
    throw new GitlabError(messageError(404, "'api_admin_token_revoke' feature flag is disabled"));
}

/** Refuses for a kind that cannot be revoked; every other outcome leaves the token without power. */
export function checkRevoked({ token }: TokenDetails, outcome: RevocationOutcome): void {
  if (outcome === 'not_revocable')
    throw new GitlabError(
      messageError(400, { error: `Revocation not supported for ${namesInGitlab[token.kind] ?? token.kind}` }),
    );
}

const namesInGitlab: Readonly<Partial<Record<KindName, string>>> = {
  scim_token: 'SCIM access tokens',
  ci_job_token: 'CI job tokens',
};
