import { type Command, createArgument, InvalidArgumentError } from 'commander';
import { addDataCommand, type DataOptions } from '../data-command.ts';
import { callApi } from '../native-api.ts';
import type { IssuedToken } from '../native-objects.ts';
import { parseId } from '../parse-count.ts';
import { printIssuedToken } from '../print-issued-token.ts';
import { expiryTime } from '../token-request.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton token rotate` */
export function addTokenRotateCommand(token: Command): void {
  addDataCommand(token, 'rotate', 'replace a token by a fresh one and print its secret, this once')
    .addArgument(createArgument('<id>', 'id of the token').argParser(parseId))
    .option('--grace-seconds <seconds>', 'how long the old secret keeps working', parseSeconds)
    .option('--expires-at <time>', 'RFC 3339, a date (UTC), or never')
    .action(rotateToken);
}

interface RotateOptions extends DataOptions {
  readonly graceSeconds?: number;
  readonly expiresAt?: string;
}

async function rotateToken(id: number, options: RotateOptions): Promise<void> {
  const { graceSeconds, expiresAt } = options;
  const body = {
    ...(graceSeconds !== undefined && { grace_seconds: graceSeconds }),
    ...(expiresAt !== undefined && { expires_at: expiryTime(expiresAt) }),
  };
  await withNativeApi(options, async (api) => {
    printIssuedToken(await callApi<IssuedToken>(api, 'POST', `/tokens/${id}/rotate`, body), options);
  });
}

function parseSeconds(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of seconds.');
  return Number(text);
}
