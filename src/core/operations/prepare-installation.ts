import { EVERY_SCOPE, operatorCaller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import { InstallationError } from '../installation-error.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import { KeyRing } from '../keys/key-ring.ts';
import { KEY_CHECK_SETTING } from '../keys/key-state.ts';
import type { Store } from '../store.ts';
import type { TokenSecret } from '../token/token-secret.ts';
import { issueToken } from './issue-token.ts';
import { createAccount } from './manage-accounts.ts';
import { createResource } from './manage-resources.ts';

/** The number of the first administrator's account: it is the first account of every store. */
export const ROOT_ACCOUNT_ID = 1;

/**
 * Binds a store to the installation's key at the first start, and refuses every other key afterwards: at the start,
 * not at the first look-up.
 */
export async function openKeyRing(
  store: Store,
  keys: InstallationKeys,
  otherKeys?: InstallationKeys,
): Promise<KeyRing> {
  await store.change.writeSetting({
    name: KEY_CHECK_SETTING,
    value: keys.checkValue,
    ifAbsent: true,
  });
  const ring = new KeyRing(keys, otherKeys);
  await ring.follow(store);
  return ring;
}

/** Rejects when a store is not, or no longer, one that was made with the installation's key; writes nothing. */
export async function confirmInstallationKey(
  store: Pick<Store, 'readSetting'>,
  keys: KeyRing,
): Promise<void> {
  const value = await store.readSetting(KEY_CHECK_SETTING);
  if (value === null || !keys.knows(value))
    throw new InstallationError('The installation key is not the one that this store was made with.');
}

/**
 * Makes an empty store usable: the account `root` with a token of scope `*` that never expires, Unleash's default
 * project and its environments. Answers the token's secret, or null when the store was not empty.
 */
export async function prepareInstallation(
  context: AuthorityContext,
  bootstrapSecret: string | null,
): Promise<TokenSecret | null> {
  if ((await context.store.listAccounts({ limit: 1 })).length > 0) return null;
  const operator = operatorCaller({ via: 'jeton', requestId: null }, null);
  for (const path of ['default', 'development'])
    await unlessTaken(createResource(context, operator, { type: 'environment', path }));
  await unlessTaken(
    createResource(context, operator, { type: 'unleash_project', path: 'default', name: 'Default' }),
  );
  const root = await unlessTaken(
    createAccount(context, operator, {
      type: 'user',
      username: 'root',
      name: 'Administrator',
      role: 'admin',
    }),
  );
  // Another process is at its first start over the same store: it lets the administrator in.
  if (root === null) return null;
  // The way in outlives the installation's longest lifetime, which would otherwise forbid the first start.
  const settings = { ...context.settings, maxLifetimeDays: null };
  const { secret } = await issueToken({ ...context, settings }, operator, {
    kind: 'access_token',
    name: 'First administrator',
    account: { id: root.id },
    scopes: [EVERY_SCOPE],
    expiresAt: null,
    ...(bootstrapSecret !== null && { secret: bootstrapSecret }),
  });
  return secret;
}

/** Null where somebody else has made it meanwhile. */
async function unlessTaken<Made>(making: Promise<Made>): Promise<Made | null> {
  try {
    return await making;
  } catch (error) {
    if (error instanceof AuthorityError && error.code === 'name_taken') return null;
    throw error;
  }
}
