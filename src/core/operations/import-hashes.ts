import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError, type AuthorityErrorCode } from '../authority-error.ts';
import { digestOfImported, type ImportedHash, isImportedHash } from '../token/imported-hash.ts';
import { type IssueRequest, issueToken } from './issue-token.ts';

/** A token of another system that is to go on working here, known by that system's hash of it. */
export interface HashImport
  extends Pick<
    IssueRequest,
    'name' | 'description' | 'scopes' | 'expiresAt' | 'allowedIps' | 'limits' | 'attributes'
  > {
  /** Whom it acts for. */
  readonly account: NonNullable<IssueRequest['account']>;
  readonly hash: ImportedHash;
}

/** What became of one of them; `known` was imported before, `importable` would be if this were no dry run. */
export type HashImportOutcome =
  | { readonly outcome: 'imported'; readonly tokenId: number }
  | { readonly outcome: 'importable' }
  | { readonly outcome: 'known'; readonly tokenId: number | null }
  | { readonly outcome: 'refused'; readonly code: AuthorityErrorCode; readonly message: string };

/** Imports that are under way at once: a store commits together what waits together. */
const AT_ONCE_MAX = 100;

/**
 * Takes over tokens of another system as tokens of the kind `imported_token`, by their hashes; answers in their order.
 * Importing the same again changes nothing. Rejects only when the store fails; what was imported before stays.
 */
export async function importHashes(
  context: AuthorityContext,
  caller: Caller,
  imports: readonly HashImport[],
  dryRun = false,
): Promise<readonly HashImportOutcome[]> {
  const outcomes: HashImportOutcome[] = [];
  for (let from = 0; from < imports.length; from += AT_ONCE_MAX) {
    const some = imports.slice(from, from + AT_ONCE_MAX);
    outcomes.push(...(await Promise.all(some.map((one) => importHash(context, caller, one, dryRun)))));
  }
  return outcomes;
}

async function importHash(
  context: AuthorityContext,
  caller: Caller,
  wanted: HashImport,
  dryRun: boolean,
): Promise<HashImportOutcome> {
  const known = await findImported(context, wanted.hash);
  if (known !== null) return { outcome: 'known', tokenId: known };
  if (dryRun && isImportedHash(wanted.hash)) return { outcome: 'importable' };
  try {
    const { details } = await issueToken(context, caller, { ...wanted, kind: 'imported_token' });
    return { outcome: 'imported', tokenId: details.token.id };
  } catch (error) {
    if (!(error instanceof AuthorityError) || error.code === 'store_unavailable') throw error;
    if (error.code === 'secret_already_known')
      return { outcome: 'known', tokenId: await findImported(context, wanted.hash) };
    return { outcome: 'refused', code: error.code, message: error.message };
  }
}

/** The token that a hash was imported as; null when it was not, or is no hash. */
async function findImported(context: AuthorityContext, hash: ImportedHash): Promise<number | null> {
  if (!isImportedHash(hash)) return null;
  const { digestKey, other } = context.keys;
  const keys = other === null ? [digestKey] : [digestKey, other.digestKey];
  const { details } = await context.store.findTokenByDigest(keys.map((key) => digestOfImported(hash, key)));
  return details?.token.id ?? null;
}
