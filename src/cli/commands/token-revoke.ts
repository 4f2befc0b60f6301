import { type Command, createArgument } from 'commander';
import { CliError } from '../cli-error.ts';
import { addDataCommand, type DataOptions, printJson } from '../data-command.ts';
import { callApi } from '../native-api.ts';
import type { RevocationObject } from '../native-objects.ts';
import { parseId } from '../parse-count.ts';
import { readInputLines } from '../read-input-lines.ts';
import { renderTable } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton token revoke` */
export function addTokenRevokeCommand(token: Command): void {
  addDataCommand(token, 'revoke', 'take away the power of tokens')
    .addArgument(
      createArgument(
        '[id...]',
        'ids of the tokens; without one, secrets are read from standard input',
      ).argParser((text, before: readonly number[] | undefined) => [...(before ?? []), parseId(text)]),
    )
    .option('--fingerprint', 'standard input holds fingerprints (SHA-256 in hexadecimal)')
    .option('--reason <text>', 'why, for the record', 'revoked on the command line')
    .action(revokeTokens);
}

interface RevokeOptions extends DataOptions {
  readonly fingerprint?: true;
  readonly reason: string;
}

async function revokeTokens(ids: readonly number[], options: RevokeOptions): Promise<void> {
  if (ids.length > 0 && options.fingerprint)
    throw new CliError('Give ids, or --fingerprint with standard input, not both', 2);
  const items = await itemsOf(ids, options);
  await withNativeApi(options, async (api) => {
    const outcomes: RevocationObject[] = [];
    for (let start = 0; start < items.length; start += ITEMS_MAX) {
      const body = { items: items.slice(start, start + ITEMS_MAX), reason: options.reason };
      const answer = await callApi<{ data: RevocationObject[] }>(api, 'POST', '/tokens/revoke', body);
      outcomes.push(...answer.data);
    }
    report(outcomes, ids, options);
  });
}

/** Most items that one call takes. */
const ITEMS_MAX = 1000;

async function itemsOf(ids: readonly number[], { fingerprint }: RevokeOptions): Promise<readonly object[]> {
  if (ids.length > 0) return ids.map((id) => ({ id }));
  const lines = await readInputLines(fingerprint ? 'Fingerprints' : 'Secrets');
  if (lines.length === 0) throw new CliError('There is nothing to revoke: standard input is empty', 2);
  return lines.map((line) => (fingerprint ? { fingerprint: line } : { token: line }));
}

function report(
  outcomes: readonly RevocationObject[],
  ids: readonly number[],
  { json }: RevokeOptions,
): void {
  if (json) printJson({ data: outcomes });
  else process.stdout.write(renderTable(['ID', 'KIND', 'NAME', 'OUTCOME'], outcomes.map(rowOf(ids))));
  const failed = outcomes.filter(({ outcome }) => outcome === 'unknown' || outcome === 'not_revocable');
  if (failed.length > 0) throw new CliError(`${failed.length} of ${outcomes.length} could not be revoked`);
}

function rowOf(ids: readonly number[]) {
  return ({ outcome, token }: RevocationObject, index: number) => [
    token?.id ?? ids[index],
    token?.kind,
    token?.name,
    outcome,
  ];
}
