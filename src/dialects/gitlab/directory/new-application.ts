import type { Caller } from '../../../core/access/caller.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { TokenSecret } from '../../../core/token/token-secret.ts';
import { GitlabError, modelError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Read } from '../read-arguments.ts';
import type { newApplicationArguments } from './schemas.ts';

const CLIENT_ID_BYTES = 32;

/** Makes an application and its first secret. */
export async function createApplication(
  { authority }: GitlabApi,
  caller: Caller,
  { name, redirect_uri, scopes, confidential = true }: Read<typeof newApplicationArguments>,
): Promise<{ readonly application: Resource; readonly secret: TokenSecret | null }> {
  checkAddress(redirect_uri);
  const application = await authority.createResource(caller, {
    type: 'application',
    path: authority.random.bytes(CLIENT_ID_BYTES).toString('hex'),
    name,
    attributes: {
      callback_url: redirect_uri,
      confidential,
      scopes: scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
    },
  });
  const { secret } = await authority.issue(caller, {
    kind: 'oauth_application_secret',
    name: application.name,
    resource: { id: application.id },
  });
  return { application, secret };
}

// Several addresses stand on lines of their own.
function checkAddress(addresses: string): void {
  const isValid = addresses.split(/\s+/).every((one) => URL.canParse(one));
  if (!isValid) throw new GitlabError(modelError('redirect_uri', 'must be an absolute URI.'));
}
