import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  /** Tokens in the large stores. */
  readonly tokens: number;
  /** Seconds of a run. */
  readonly seconds: number;
  /** Interleaved rounds, behind one that warms up. */
  readonly rounds: number;
  /** Ids of rows, groups and studies; null for all. */
  readonly only: readonly string[] | null;
  /** The largest store of the growth rows and of the start-up study. */
  readonly growthTokens: number;
  /** Where results are written. */
  readonly out: string;
  /** Put the Markdown into docs/measurements.md. */
  readonly writesDocs: boolean;
  readonly lists: boolean;
}

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tokens: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      rows: { type: 'string' },
      'growth-tokens': { type: 'string' },
      out: { type: 'string' },
      quick: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const usual = values.quick
    ? { tokens: 10_000, seconds: 1, rounds: 1 }
    : { tokens: 1_000_000, seconds: 5, rounds: 5 };
  const tokens = positive('tokens', values.tokens, usual.tokens);
  return {
    tokens,
    seconds: positive('seconds', values.seconds, usual.seconds),
    rounds: positive('rounds', values.rounds, usual.rounds),
    only: values.rows?.split(',') ?? null,
    growthTokens: positive('growth-tokens', values['growth-tokens'], tokens),
    out: resolve(values.out ?? join(import.meta.dirname, '../results')),
    writesDocs: values['write-docs'],
    lists: values.list,
  };
}

function positive(name: string, text: string | undefined, absent: number): number {
  const number = text === undefined ? absent : Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number above 0`);
  return number;
}
