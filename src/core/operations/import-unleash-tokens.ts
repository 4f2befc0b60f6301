import { operatorCaller } from '../access/caller.ts';
import type { Attributes } from '../attributes.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { KindName } from '../kinds/kind-name.ts';
import { issueToken } from './issue-token.ts';

/** A secret that exists already and what it is to be. */
export interface InitialToken {
  readonly kind: KindName;
  readonly secret: string;
  readonly attributes: Attributes;
}

const PROGRESS_SETTING = 'unleash_initial_tokens';
/** What Unleash calls every one of them. */
const NAME = 'admin';

/**
 * Takes over secrets while there is no Unleash API token. An import that ended half-way goes on at the next start;
 * a secret that is known already stays what it is: one that was deleted does not come back.
 */
export async function importUnleashTokens(
  context: AuthorityContext,
  tokens: readonly InitialToken[],
): Promise<void> {
  if (tokens.length === 0) return;
  const progress = await context.store.readSetting(PROGRESS_SETTING);
  if (progress !== 'begun' && (await hasApiToken(context))) return;
  await writeProgress(context, 'begun');
  for (const token of tokens) await importToken(context, token);
  await writeProgress(context, 'done');
}

async function hasApiToken({ store, kinds, clock }: AuthorityContext): Promise<boolean> {
  const ofApi = kinds.all.filter(({ dialect, actsFor }) => dialect === 'unleash' && actsFor === 'none');
  const [one] = await store.listTokens({
    kinds: ofApi.map(({ name }) => name),
    statuses: ['active', 'disabled', 'expired', 'revoked'],
    now: clock.now(),
    order: { by: 'id', direction: 'asc' },
    limit: 1,
  });
  return one !== undefined;
}

async function importToken(context: AuthorityContext, token: InitialToken): Promise<void> {
  const operator = operatorCaller({ via: 'jeton', requestId: null }, null);
  try {
    await issueToken(context, operator, { ...token, name: NAME });
  } catch (error) {
    if (!(error instanceof AuthorityError && error.code === 'secret_already_known')) throw error;
  }
}

async function writeProgress({ change }: AuthorityContext, value: 'begun' | 'done'): Promise<void> {
  await change.writeSetting({ name: PROGRESS_SETTING, value, ifAbsent: false });
}
