import type { Command } from 'commander';
import { isSharedDatabase } from '../../config/database-url.ts';
import { findInstallationKeys, keyFileOf, makeKey, writeKeyFile } from '../../config/installation-keys.ts';
import { deriveInstallationKeys } from '../../core/installation-keys.ts';
import type { Settings } from '../../installation.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import type { AskOperator } from '../operator/operator-tasks.ts';
import { withOperator } from '../operator/with-operator.ts';

/** `jeton key …` */
export function addKeyCommand(program: Command): void {
  const key = program.command('key').description("change the installation's key while servers run");
  addStoreOptions(key.command('status').description('how many records stand under which key')).action(
    showStatus,
  );
  addStoreOptions(
    key
      .command('rotate')
      .description('take a second key for the current one: each record follows when its secret is presented'),
  )
    .option('--all-nodes-have-both', 'with PostgreSQL: every node was started with both keys')
    .option('--finish', 'give the former key up, when no record stands under it any more')
    .option('--force', 'with --finish: give the records up that still do')
    .action((options: RotateOptions) =>
      withOperator(options, (ask, settings) => rotate(ask, settings, options)),
    );
}

interface RotateOptions extends DataOptions {
  readonly allNodesHaveBoth?: true;
  readonly finish?: true;
  readonly force?: true;
}

type KeyStatus = Awaited<ReturnType<AskOperator>> & {
  readonly number: number;
  readonly check: string;
  readonly isChanging: boolean;
  readonly left: { readonly live: number; readonly ended: number };
  readonly otherNodes: number;
};

async function showStatus(options: DataOptions): Promise<void> {
  await withOperator(options, async (ask) => tell(await ask('keyStatus', {}), options));
}

async function rotate(ask: AskOperator, settings: Settings, options: RotateOptions): Promise<void> {
  if (options.finish) {
    await ask('finishKey', { force: options.force === true });
    const status = await ask('keyStatus', {});
    dropFormerKey(settings, status);
    return tell(status, options);
  }
  checkReady(await ask('keyStatus', {}), options);
  addSecondKey(settings);
  await ask('changeKey', {});
  while ((await ask('rekeySealed', {})).records > 0);
  tell(await ask('keyStatus', {}), options);
}

function checkReady({ isChanging, otherNodes }: KeyStatus, { allNodesHaveBoth }: RotateOptions): void {
  if (isChanging) throw new CliError('the key is being changed already: see jeton key status');
  if (otherNodes > 0 && !allNodesHaveBoth)
    throw new CliError(
      `${otherNodes} other nodes run: one that has not got both keys would know no token issued from now on. When all have, repeat with --all-nodes-have-both`,
    );
}

/** In the key file of an embedded store a key is made; what nodes share must be given to each of them. */
function addSecondKey({ env, config }: Settings): void {
  const [first, second] = findInstallationKeys(env, config.dataDir) ?? [];
  if (first === undefined || second !== undefined) return;
  if (env.JETON_KEY || isSharedDatabase(config.databaseUrl))
    throw new CliError(
      'there is one key only: make another (openssl rand -base64 32), start every node with both, JETON_KEY=<present>,<new> or a line each in the key file, then repeat this',
    );
  writeKeyFile(keyFileOf(env, config.dataDir), [first, makeKey()]);
}

function dropFormerKey({ env, config }: Settings, { check }: KeyStatus): void {
  if (env.JETON_KEY) return;
  const keys = findInstallationKeys(env, config.dataDir) ?? [];
  const current = keys.find((key) => key !== undefined && deriveInstallationKeys(key).matches(check));
  if (current !== undefined) writeKeyFile(keyFileOf(env, config.dataDir), [current]);
}

function tell({ number, isChanging, left }: KeyStatus, { json }: DataOptions): void {
  if (json) {
    printJson({ key_number: number, changing: isChanging, records_left: left });
    return;
  }
  const lines = isChanging
    ? [
        `Key ${number} is current. Under the former key stand ${left.live} records of live tokens, ${left.ended} of ended ones.`,
        'Each follows when its secret is presented; when none is left: jeton key rotate --finish',
      ]
    : [`Key ${number} is current, and the only one in use.`];
  process.stdout.write(`${lines.join('\n')}\n`);
}
