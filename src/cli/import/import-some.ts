import { type Caller, operatorCaller } from '../../core/access/caller.ts';
import type { Authority } from '../../core/authority.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import { fingerprintOf } from '../../core/token/token-digest.ts';
import type { ImportedToken, ImportOutcome } from './imported-token.ts';

/** Takes over some tokens; importing the same again changes nothing. With `dryRun` only tells what would happen. */
export async function importSome(
  authority: Authority,
  tokens: readonly ImportedToken[],
  dryRun: boolean,
): Promise<readonly ImportOutcome[]> {
  const caller = operatorCaller({ via: 'command_line', requestId: null }, await authority.account(1));
  return Promise.all(
    tokens.map(async (token) => {
      try {
        return { at: token.at, outcome: await importOne(authority, caller, token, dryRun) };
      } catch (error) {
        if (!(error instanceof AuthorityError) || error.code === 'store_unavailable') throw error;
        if (error.code === 'secret_already_known') return { at: token.at, outcome: 'known' };
        return { at: token.at, outcome: 'refused', why: error.message };
      }
    }),
  );
}

async function importOne(
  authority: Authority,
  caller: Caller,
  { account, secret, hash, at: _, ...token }: ImportedToken,
  dryRun: boolean,
): Promise<'imported' | 'known'> {
  const owner = account === null ? null : await authority.accountByReference({ username: account });
  if (hash !== undefined && owner !== null) {
    const [outcome] = await authority.importHashes(
      caller,
      [{ ...token, account: { id: owner.id }, hash }],
      dryRun,
    );
    if (outcome?.outcome === 'refused') throw new AuthorityError(outcome.code, outcome.message);
    return outcome?.outcome === 'known' ? 'known' : 'imported';
  }
  if (secret === undefined)
    throw new AuthorityError('missing_argument', 'there is neither a secret nor a hash');
  const known = await authority.identifyFingerprint(fingerprintOf(secret));
  if (known.class === 'issued') return 'known';
  if (!/^[\x21-\x7e]{20,4096}$/.test(secret))
    throw new AuthorityError('invalid_argument', 'A secret has 20 to 4,096 visible ASCII characters.');
  if (!dryRun)
    await authority.issue(caller, { ...token, secret, ...(owner !== null && { account: { id: owner.id } }) });
  return 'imported';
}
