import type { AuthorityContext } from '../authority-context.ts';
import { InstallationError } from '../installation-error.ts';
import { type KeyState, readKeyState } from '../keys/key-state.ts';
import { openWithEither, rekey } from '../keys/records-to-rekey.ts';
import { digestOf, fingerprintOf } from '../token/token-digest.ts';

/** How far a change of keys is. */
export interface KeyStatus {
  /** How many keys there have been. */
  readonly number: number;
  /** A value that only the current key yields. */
  readonly check: string;
  /** Records may stand under the key before this one. */
  readonly isChanging: boolean;
  /** A second key is at hand. */
  readonly hasOther: boolean;
  /** Records under earlier keys, of tokens that are good or may be again, and of those that are not. */
  readonly left: { readonly live: number; readonly ended: number };
}

const SEALED_PER_STEP = 200;

/** Tells how far a change of keys is. */
export async function readKeyStatus({ store, keys, clock }: AuthorityContext): Promise<KeyStatus> {
  const { number, check, former } = await readKeyState(store);
  const left = await store.countTokensUnderEarlierKeys(number, clock.now());
  return { number, check, isChanging: former !== null, hasOther: keys.other !== null, left };
}

/** Makes the second key the current one; all records stay where they are until their secrets are presented. */
export async function changeKey(context: AuthorityContext): Promise<void> {
  const { store, change, keys } = context;
  const state = await readKeyState(store);
  const { other } = keys;
  if (state.former !== null)
    throw new InstallationError(
      'The key is being changed already: finish that first (jeton key rotate --finish).',
    );
  if (other === null)
    throw new InstallationError('There is one key only: give a second one, and start every node with both.');
  if (state.retired.includes(other.checkValue))
    throw new InstallationError(
      'The second key was given up earlier: make a new one (openssl rand -base64 32).',
    );
  await write(change, state, {
    ...state,
    check: other.checkValue,
    former: state.check,
    number: state.number + 1,
  });
  await followKeys(context);
}

/** Gives the former key up. What stands under it then is not found any more: refuses while there is any, unless forced. */
export async function giveUpFormerKey(context: AuthorityContext, isForced: boolean): Promise<void> {
  const { store, change } = context;
  const state = await readKeyState(store);
  if (state.former === null) throw new InstallationError('The key is not being changed.');
  const { left } = await readKeyStatus(context);
  if (!isForced && left.live + left.ended > 0)
    throw new InstallationError(
      `Under the former key stand ${left.live} records of live tokens and ${left.ended} of ended ones, which nobody would know any more: wait until their secrets are presented, or give them up with --force.`,
    );
  await write(change, state, { ...state, former: null, retired: [...state.retired, state.former] });
}

/** Takes up what another node has decided about the keys; memory is asked anew, so that every record gets its turn. */
export async function followKeys({ store, keys, cache }: AuthorityContext): Promise<void> {
  if (keys.other !== null && (await keys.follow(store))) cache.restart(cache.applied);
}

/** Writes some records whose secrets are kept sealed under the current key; answers how many there were. */
export async function rekeySealed(context: AuthorityContext): Promise<number> {
  const { store, keys } = context;
  const ids = await store.listSealedUnderEarlierKeys(keys.number, SEALED_PER_STEP);
  if (ids.length === 0) return 0;
  const sealed = await store.findSealedSecrets(ids);
  await rekey(
    context,
    sealed.map((one) => ({
      tokenId: one.tokenId,
      from: one.digest,
      to: digestOf(fingerprintOf(openWithEither(keys, one)), keys.digestKey),
    })),
  );
  return sealed.length;
}

async function write(change: AuthorityContext['change'], from: KeyState, to: KeyState): Promise<void> {
  const outcome = await change.changeKeyState({
    from: { check: from.check, state: isFirst(from) ? null : JSON.stringify(from) },
    check: to.check,
    state: JSON.stringify(to),
  });
  if (outcome.outcome === 'stale')
    throw new InstallationError(
      'Somebody else has changed the key at the same moment: see jeton key status.',
    );
}

/** Nothing is written about keys before the first change. */
function isFirst({ number, former }: KeyState): boolean {
  return number === 1 && former === null;
}
