import type { Command } from 'commander';
import { addDataCommand, collect, type DataOptions, printJson } from '../data-command.ts';
import { listFromApi } from '../native-api.ts';
import { ownerOf, type TokenObject } from '../native-objects.ts';
import { parseCount } from '../parse-count.ts';
import { renderTable } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton token list` */
export function addTokenListCommand(token: Command): void {
  addDataCommand(token, 'list', 'list tokens')
    .option('--kind <kind>', 'only this kind; repeatable', collect)
    .option('--status <status>', 'active, disabled, expired, revoked or deleted; repeatable', collect)
    .option('--account <id>', 'only of the account with this id')
    .option('--resource <id>', 'only of the resource with this id')
    .option('--name <name>', 'only with exactly this name')
    .option('--q <text>', 'occurs in name, description or public id')
    .option('--sort <field>', 'created_at, expires_at, last_used_at, name or id; descending with a leading -')
    .option('--limit <count>', 'how many at most', parseCount, 50)
    .action(listTokens);
}

const filters = ['kind', 'status', 'account', 'resource', 'name', 'q', 'sort'] as const;

type ListOptions = DataOptions & { readonly limit: number } & {
  readonly [filter in (typeof filters)[number]]?: string | readonly string[];
};

async function listTokens(options: ListOptions): Promise<void> {
  const query = new URLSearchParams(filters.flatMap((name) => filterOf(name, options[name])));
  await withNativeApi(options, async (api) => {
    const page = await listFromApi<TokenObject>(api, '/tokens', query, options.limit);
    if (options.json) return printJson(page);
    process.stdout.write(renderTable(heading, page.data.map(rowOf)));
    if (page.meta.next_cursor !== null) process.stderr.write('There are more: give a larger --limit.\n');
  });
}

function filterOf(name: string, value: string | readonly string[] = []): [string, string][] {
  return [value].flat().map((one) => [name, one]);
}

const heading = ['ID', 'KIND', 'NAME', 'STATUS', 'OWNER', 'SCOPES', 'EXPIRES', 'LAST USED'];

function rowOf(token: TokenObject) {
  const { id, kind, name, status, scopes, expires_at, last_used_at } = token;
  return [id, kind, name, status, ownerOf(token), scopes.join(' '), expires_at, last_used_at];
}
