import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { withOperator } from '../operator/with-operator.ts';
import { parseCount } from '../parse-count.ts';
import { readSettings } from '../settings.ts';

const DAY_MS = 86_400_000;

/** `jeton audit …` */
export function addAuditCommand(program: Command): void {
  const audit = program.command('audit').description('keep the record of what was done, or let it go');
  addStoreOptions(audit.command('prune').description('remove old events for good'))
    .option('--before <time>', 'those before a time, for example 2026-01-01', parseTime)
    .option('--keep-days <days>', 'those older than so many days', parseCount)
    .action(prune);
  addStoreOptions(audit.command('export <file>').description('write events as lines of JSON, oldest first'))
    .option('--before <time>', 'those before a time', parseTime)
    .action(exportEvents);
}

interface PruneOptions extends DataOptions {
  readonly before?: number;
  readonly keepDays?: number;
}

async function prune({ before, keepDays, ...options }: PruneOptions): Promise<void> {
  if ((before === undefined) === (keepDays === undefined))
    throw new CliError('how much is to go? Give --before or --keep-days', 2);
  const end = before ?? Date.now() - (keepDays ?? 0) * DAY_MS;
  await withOperator(options, async (ask) => {
    let removed = 0;
    for (let some = -1; some !== 0; removed += some) some = (await ask('pruneAudit', { before: end })).events;
    if (options.json) return printJson({ removed, before: new Date(end).toISOString() });
    process.stdout.write(`${removed} events from before ${new Date(end).toISOString()} are gone\n`);
  });
}

async function exportEvents(
  file: string,
  { before = Infinity, ...options }: DataOptions & { readonly before?: number },
): Promise<void> {
  const { config } = readSettings(options);
  const { readSnapshot } = await import('../../stores/transfer.ts');
  const { readEvents } = await import('../move/read-events.ts');
  const out = createWriteStream(resolve(file), { flags: 'wx', mode: 0o600 });
  await once(out, 'open');
  let events = 0;
  await readSnapshot(config.databaseUrl, async ({ db }) => {
    for await (const some of readEvents(db, before)) {
      events += some.length;
      if (!out.write(some.map((event) => `${JSON.stringify(event)}\n`).join(''))) await once(out, 'drain');
    }
  });
  out.end();
  await finished(out);
  if (options.json) return printJson({ file: resolve(file), events });
  process.stdout.write(`${resolve(file)}: ${events} events\n`);
}

function parseTime(text: string): number {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('It must be a time, for example 2026-01-01.');
  return time;
}
