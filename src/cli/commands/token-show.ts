import { type Command, createArgument } from 'commander';
import { addDataCommand, type DataOptions, printJson } from '../data-command.ts';
import { callApi } from '../native-api.ts';
import { ownerOf, type TokenObject } from '../native-objects.ts';
import { parseId } from '../parse-count.ts';
import { renderDetails } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton token show` */
export function addTokenShowCommand(token: Command): void {
  addDataCommand(token, 'show', 'show a token, without its secret')
    .addArgument(createArgument('<id>', 'id of the token').argParser(parseId))
    .action(showToken);
}

async function showToken(id: number, options: DataOptions): Promise<void> {
  await withNativeApi(options, async (api) => {
    const answer = await callApi<{ data: TokenObject }>(api, 'GET', `/tokens/${id}`);
    if (options.json) return printJson(answer);
    process.stdout.write(renderDetails(detailsOf(answer.data)));
  });
}

function detailsOf(token: TokenObject) {
  const { attributes } = token;
  return {
    id: token.id,
    kind: token.kind,
    name: token.name,
    description: token.description,
    status: token.status,
    'public id': token.public_id,
    owner: ownerOf(token),
    resource: token.resource === null ? null : `${token.resource.type}:${token.resource.path}`,
    scopes: token.scopes.join(' '),
    'allowed IPs': token.allowed_ips?.join(' '),
    created: token.created_at,
    expires: token.expires_at,
    revoked: token.revoked_at,
    'revoked because': token.revoked_reason,
    'last used': token.last_used_at,
    'last address': token.last_used_ip,
    uses: token.usage_count,
    predecessor: token.rotated_from,
    successor: token.replaced_by,
    'grace until': token.grace_until,
    attributes: Object.keys(attributes).length === 0 ? null : JSON.stringify(attributes),
  };
}
