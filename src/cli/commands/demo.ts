import type { Command } from 'commander';
import { addDataCommand, type DataOptions, printJson } from '../data-command.ts';
import { demoAccount, demoResources, demoTokens } from '../demo-tokens.ts';
import { ApiRefusal, callApi, type NativeApi } from '../native-api.ts';
import { type IssuedToken, ownerOf } from '../native-objects.ts';
import { renderTable } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton demo` */
export function addDemoCommand(program: Command): void {
  addDataCommand(program, 'demo', 'issue one token of every kind, to try identify with').action(demonstrate);
}

async function demonstrate(options: DataOptions): Promise<void> {
  await withNativeApi(
    options,
    async (api) => {
      await createUnlessThere(api, '/accounts', demoAccount);
      for (const resource of demoResources) await createUnlessThere(api, '/resources', resource);
      const rows = [];
      for (const [kind, request] of Object.entries(demoTokens)) {
        const body = { kind, name: `Demo ${kind.replaceAll('_', ' ')}`, ...request };
        rows.push(rowOf(await callApi<IssuedToken>(api, 'POST', '/tokens', body)));
      }
      if (options.json) return printJson({ data: rows });
      const cells = rows.map(({ kind, id, owner, secret }) => [kind, id, owner, secret]);
      process.stdout.write(renderTable(['KIND', 'ID', 'OWNER', 'SECRET'], cells));
      process.stderr.write('Now try one of these: jeton identify\n');
    },
    { mayCreateStore: true },
  );
}

async function createUnlessThere(api: NativeApi, path: string, body: object): Promise<void> {
  try {
    await callApi(api, 'POST', path, body);
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.status === CONFLICT)) throw error;
  }
}

const CONFLICT = 409;

function rowOf({ data, meta }: IssuedToken) {
  return { kind: data.kind, id: data.id, owner: ownerOf(data), secret: meta.secret };
}
