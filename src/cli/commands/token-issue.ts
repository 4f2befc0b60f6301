import type { Command } from 'commander';
import { addDataCommand, collect, type DataOptions } from '../data-command.ts';
import { callApi } from '../native-api.ts';
import type { IssuedToken } from '../native-objects.ts';
import { printIssuedToken } from '../print-issued-token.ts';
import { type TokenRequestOptions, tokenRequestOf } from '../token-request.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton token issue` */
export function addTokenIssueCommand(token: Command): void {
  addDataCommand(token, 'issue', 'issue a token and print its secret, this once')
    .requiredOption('--kind <kind>', 'access_token, personal_access_token, deploy_token …')
    .requiredOption('--name <name>', 'what people call it')
    .option('--description <text>', 'what it is for')
    .option('--account <username>', 'the account it acts for')
    .option('--resource <type:path>', 'what it belongs to, for example project:acme/shop')
    .option('--scope <scope>', 'what it may do; repeatable', collect)
    .option('--expires-at <time>', 'RFC 3339, a date (UTC), or never')
    .option('--allow-ip <cidr>', 'an address or range that may use it; repeatable', collect)
    .option('--attribute <key=value>', 'KEY=TEXT or KEY:=JSON; repeatable', collect)
    .action(issueToken);
}

async function issueToken(options: DataOptions & TokenRequestOptions): Promise<void> {
  const body = tokenRequestOf(options);
  await withNativeApi(
    options,
    async (api) => {
      printIssuedToken(await callApi<IssuedToken>(api, 'POST', '/tokens', body), options);
    },
    { mayCreateStore: true },
  );
}
