import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { readEnv } from '../../config/env.ts';
import { CliError } from '../cli-error.ts';
import { type DataOptions, printJson } from '../data-command.ts';
import type { AskOperator } from '../operator/operator-tasks.ts';
import { withOperator } from '../operator/with-operator.ts';
import { printable } from '../printable.ts';
import type { ImportedToken, ImportOutcome, Unreadable } from './imported-token.ts';
import { type RowSource, readRows } from './read-rows.ts';
import { readUnleash } from './read-unleash.ts';

export interface ImportTokensOptions extends DataOptions {
  readonly from: RowSource | 'unleash';
  readonly account?: string;
  readonly scope?: readonly string[];
  readonly dryRun?: true;
}

/** Small enough for a request to the control socket. */
const TOKENS_PER_TASK = 100;
/** Refusals that are told one by one. */
const TOLD_MAX = 1_000;

/** Takes over the tokens of another system, and tells what was refused and why. */
export async function importTokens(place: string, options: ImportTokensOptions): Promise<void> {
  await withOperator(options, async (ask) => {
    const report = new ImportReport();
    let some: ImportedToken[] = [];
    for await (const token of tokensOf(place, options)) {
      if ('why' in token) report.add({ ...token, outcome: 'refused' });
      else some.push(token);
      if (some.length < TOKENS_PER_TASK) continue;
      await hand(ask, some, options, report);
      some = [];
    }
    await hand(ask, some, options, report);
    report.tell(options);
  });
}

function tokensOf(place: string, { from, account, scope = [] }: ImportTokensOptions) {
  if (from !== 'unleash') {
    const input = place === '-' ? process.stdin : createReadStream(resolve(place));
    return readRows(input, from, { account: account ?? null, scopes: scope });
  }
  const token = readEnv().JETON_IMPORT_TOKEN?.trim() ?? '';
  if (token === '') throw new CliError('put a token of an Unleash administrator into JETON_IMPORT_TOKEN', 2);
  return readUnleash(place, token) as AsyncGenerator<ImportedToken | Unreadable, void, void>;
}

async function hand(
  ask: AskOperator,
  tokens: readonly ImportedToken[],
  { dryRun }: ImportTokensOptions,
  report: ImportReport,
): Promise<void> {
  if (tokens.length === 0) return;
  const { outcomes } = await ask('importTokens', { tokens, dryRun: dryRun === true });
  for (const outcome of outcomes) report.add(outcome);
}

/** Counts what became of the tokens, and shows it on a terminal while it goes on. */
class ImportReport {
  readonly #counts = { imported: 0, known: 0, refused: 0 };
  readonly #refused: ImportOutcome[] = [];

  add(outcome: ImportOutcome): void {
    this.#counts[outcome.outcome] += 1;
    if (outcome.outcome === 'refused' && this.#refused.length < TOLD_MAX) this.#refused.push(outcome);
    if (process.stderr.isTTY) process.stderr.write(`\r${this.#line()}`);
  }

  tell({ json, dryRun }: ImportTokensOptions): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (json) {
      const refusals = this.#refused.map(({ at, why }) => ({ at, why }));
      printJson({ ...this.#counts, dry_run: dryRun === true, refusals });
      return;
    }
    for (const { at, why } of this.#refused) process.stdout.write(printable(`${at}: ${why}`).concat('\n'));
    process.stdout.write(`${dryRun ? 'Nothing was written. ' : ''}${this.#line()}\n`);
  }

  #line(): string {
    const { imported, known, refused } = this.#counts;
    return `${imported} imported, ${known} there already, ${refused} refused`;
  }
}
