import type { Command } from 'commander';
import { addDataCommand, collect, type DataOptions, printJson } from '../data-command.ts';
import { callApi, listFromApi } from '../native-api.ts';
import type { ResourceObject } from '../native-objects.ts';
import { parseCount, parseId } from '../parse-count.ts';
import { renderTable } from '../table.ts';
import { attributesOf } from '../token-request.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton resource …` */
export function addResourceCommand(program: Command): void {
  const resource = program.command('resource').description('create and list what tokens belong to');
  addDataCommand(resource, 'create', 'create a resource')
    .requiredOption(
      '--type <type>',
      'project, group, application, agent, runner, job, environment or unleash_project',
    )
    .requiredOption('--path <path>', 'unique within its type, for example acme/shop')
    .option('--name <name>', 'what people call it')
    .option('--parent <id>', 'id of the resource it belongs to', parseId)
    .option('--attribute <key=value>', 'KEY=TEXT or KEY:=JSON; repeatable', collect)
    .action(createResource);
  addDataCommand(resource, 'list', 'list resources')
    .option('--type <type>', 'only this type')
    .option('--limit <count>', 'how many at most', parseCount, 50)
    .action(listResources);
}

interface CreateOptions extends DataOptions {
  readonly type: string;
  readonly path: string;
  readonly name?: string;
  readonly parent?: number;
  readonly attribute?: readonly string[];
}

async function createResource(options: CreateOptions): Promise<void> {
  const { type, path, name, parent, attribute } = options;
  const attributes = attribute && attributesOf(attribute);
  await withNativeApi(
    options,
    async (api) => {
      const body = { type, path, name, parent, attributes };
      const answer = await callApi<{ data: ResourceObject }>(api, 'POST', '/resources', body);
      if (options.json) return printJson(answer);
      process.stdout.write(renderTable(heading, [rowOf(answer.data)]));
    },
    { mayCreateStore: true },
  );
}

interface ListOptions extends DataOptions {
  readonly type?: string;
  readonly limit: number;
}

async function listResources(options: ListOptions): Promise<void> {
  const query = new URLSearchParams(options.type === undefined ? [] : [['type', options.type]]);
  await withNativeApi(options, async (api) => {
    const page = await listFromApi<ResourceObject>(api, '/resources', query, options.limit);
    if (options.json) return printJson(page);
    process.stdout.write(renderTable(heading, page.data.map(rowOf)));
    if (page.meta.next_cursor !== null) process.stderr.write('There are more: give a larger --limit.\n');
  });
}

const heading = ['ID', 'TYPE', 'PATH', 'NAME'];

function rowOf({ id, type, path, name }: ResourceObject) {
  return [id, type, path, name];
}
