import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addDataCommand, addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { callApi, listFromApi, type NativeApi } from '../native-api.ts';
import type { AccountObject } from '../native-objects.ts';
import { withOperator } from '../operator/with-operator.ts';
import { parseCount, parseId } from '../parse-count.ts';
import { renderTable } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton account …` */
export function addAccountCommand(program: Command): void {
  const account = program.command('account').description('create, list, block and unblock accounts');
  addDataCommand(account, 'create', 'create an account')
    .requiredOption('--username <username>', 'unique among accounts')
    .option('--type <type>', 'user, service_account or bot', 'user')
    .option('--name <name>', 'what people call it')
    .option('--email <address>', 'e-mail address')
    .option('--role <role>', 'admin, editor or viewer')
    .action(createAccount);
  addDataCommand(account, 'list', 'list accounts')
    .option('--limit <count>', 'how many at most', parseCount, 50)
    .action(listAccounts);
  addDataCommand(account, 'block', 'make every token of an account dead')
    .argument('<account>', 'id or username')
    .action((which: string, options: DataOptions) => setState(which, 'blocked', options));
  addDataCommand(account, 'unblock', 'let the tokens of an account work again')
    .argument('<account>', 'id or username')
    .action((which: string, options: DataOptions) => setState(which, 'active', options));
  addStoreOptions(
    account
      .command('erase')
      .description(
        'block an account and erase who it was: name, e-mail, addresses; its tokens stay on record',
      ),
  )
    .argument('<id>', 'its id', parseId)
    .action(eraseAccount);
}

async function eraseAccount(id: number, options: DataOptions): Promise<void> {
  await withOperator(options, async (ask) => {
    await ask('eraseAccount', { account: id });
    if (options.json) printJson({ erased: id });
    else process.stdout.write(`account ${id} is erased; backups made before still know it\n`);
  });
}

interface CreateOptions extends DataOptions {
  readonly username: string;
  readonly type: string;
  readonly name?: string;
  readonly email?: string;
  readonly role?: string;
}

async function createAccount(options: CreateOptions): Promise<void> {
  const { username, type, name, email, role } = options;
  await withNativeApi(
    options,
    async (api) => {
      const body = { username, type, name, email, role };
      print(await callApi<{ data: AccountObject }>(api, 'POST', '/accounts', body), options);
    },
    { mayCreateStore: true },
  );
}

async function listAccounts(options: DataOptions & { readonly limit: number }): Promise<void> {
  await withNativeApi(options, async (api) => {
    const page = await listFromApi<AccountObject>(api, '/accounts', new URLSearchParams(), options.limit);
    if (options.json) return printJson(page);
    process.stdout.write(renderTable(heading, page.data.map(rowOf)));
    if (page.meta.next_cursor !== null) process.stderr.write('There are more: give a larger --limit.\n');
  });
}

async function setState(which: string, state: string, options: DataOptions): Promise<void> {
  await withNativeApi(options, async (api) => {
    const id = await accountId(api, which);
    print(await callApi<{ data: AccountObject }>(api, 'PATCH', `/accounts/${id}`, { state }), options);
  });
}

async function accountId(api: NativeApi, which: string): Promise<number> {
  if (/^[1-9]\d{0,15}$/.test(which)) return Number(which);
  const query = new URLSearchParams({ username: which });
  const { data } = await listFromApi<AccountObject>(api, '/accounts', query, 1);
  const [account] = data;
  if (account === undefined) throw new CliError('there is no account of that name');
  return account.id;
}

function print(answer: { readonly data: AccountObject }, { json }: DataOptions): void {
  if (json) printJson(answer);
  else process.stdout.write(renderTable(heading, [rowOf(answer.data)]));
}

const heading = ['ID', 'USERNAME', 'TYPE', 'ROLE', 'STATE', 'NAME', 'E-MAIL'];

function rowOf({ id, username, type, role, state, name, email }: AccountObject) {
  return [id, username, type, role, state, name, email];
}
