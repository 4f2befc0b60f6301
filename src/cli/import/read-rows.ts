import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { ImportedHash } from '../../core/token/imported-hash.ts';
import { CliError } from '../cli-error.ts';
import type { ImportedToken, Unreadable } from './imported-token.ts';

/** Whose hashes a file holds: named after where they come from, or `csv` for columns of Jeton's own. */
export type RowSource = 'sanctum' | 'knox' | 'csv';

const RECORD_BYTES_MAX = 64 * 1024;

type Row = Readonly<Record<string, string>>;

/** Reads tokens from comma-separated values whose first line names the columns, one at a time. */
export async function* readRows(
  input: Readable,
  source: RowSource,
  defaults: { readonly account: string | null; readonly scopes: readonly string[] },
): AsyncGenerator<ImportedToken | Unreadable, void, void> {
  const rows = input.pipe(
    parse({
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      max_record_size: RECORD_BYTES_MAX,
      info: true,
    }),
  );
  input.on('error', (error) => rows.destroy(error));
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: Row; info: { lines: number } }>)
      yield toToken(record, `line ${info.lines}`, source, defaults);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      // The message of the parser may quote the line, and a secret with it.
      throw new CliError(`the file is no CSV with a first line of column names (${String(error.code)})`);
    throw error;
  }
}

function toToken(
  row: Row,
  at: string,
  source: RowSource,
  defaults: { readonly account: string | null; readonly scopes: readonly string[] },
): ImportedToken | Unreadable {
  const material = readers[source](row);
  if (material === null) return { at, why: `it has not the columns of ${source}: ${columns[source]}` };
  const account = row.account || defaults.account;
  if (account === null) return { at, why: 'whom is it for? Give a column account, or --account' };
  const expiresAt = timeOf(row.expires_at ?? row.expiry ?? '');
  if (Number.isNaN(expiresAt)) return { at, why: 'its expiry is no time' };
  return {
    at,
    kind: 'imported_token',
    name: row.name || `${source} ${at}`,
    account,
    scopes: scopesOf(row.scopes ?? row.abilities ?? '') ?? defaults.scopes,
    expiresAt,
    ...material,
  };
}

const columns: Readonly<Record<RowSource, string>> = {
  sanctum: 'id, token (and name, abilities, expires_at)',
  knox: 'digest (and token_key, expiry)',
  csv: 'secret, or hash with scheme and selector (and name, account, scopes, expires_at)',
};

type Material = Pick<ImportedToken, 'secret' | 'hash'>;

const readers: Readonly<Record<RowSource, (row: Row) => Material | null>> = {
  sanctum: ({ id, token }) =>
    id && token ? { hash: { scheme: 'sanctum', selector: id, hash: token } } : null,
  knox: ({ digest, token_key: selector }) =>
    digest ? { hash: { scheme: 'sha512', hash: digest, ...(selector && { selector }) } } : null,
  csv({ secret, hash, scheme = 'sha256', selector }) {
    if (secret) return { secret };
    if (!hash || !schemes.includes(scheme)) return null;
    return { hash: { scheme, hash, ...(selector && { selector }) } as ImportedHash };
  },
};

const schemes = ['sha256', 'sanctum', 'sha512', 'sha512_bytes'];

/** Null for never; a time without a zone is UTC, as databases print it. */
function timeOf(text: string): number | null {
  if (text === '' || text.toUpperCase() === 'NULL' || text === '\\N') return null;
  const isZoned = /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(text);
  return Date.parse(
    isZoned
      ? text.replace(/([+-]\d\d)$/, '$1:00')
      : `${text.replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`,
  );
}

/** Sanctum keeps a JSON list of abilities; other lists have blanks between. Null where nothing is said. */
function scopesOf(text: string): readonly string[] | null {
  if (text === '' || text === '\\N') return null;
  if (!text.startsWith('[')) return text.split(/\s+/);
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}
