import type { StoreChanges } from '../../../core/store-changes.ts';
import { addUses } from './add-uses.ts';
import { announce } from './announce.ts';
import { changeKeyState } from './change-key-state.ts';
import { createAccount } from './create-account.ts';
import { createResource } from './create-resource.ts';
import { deleteResource } from './delete-resource.ts';
import { deleteToken } from './delete-token.ts';
import { eraseAccount } from './erase-account.ts';
import { foldUses } from './fold-uses.ts';
import { issueToken } from './issue-token.ts';
import { openJournal } from './open-journal.ts';
import { pruneAudit } from './prune-audit.ts';
import { recordAudit } from './record-audit.ts';
import { rekeyTokens } from './rekey-tokens.ts';
import { replaceToken } from './replace-token.ts';
import { reserveAccountId } from './reserve-account-id.ts';
import { revokeDescendants } from './revoke-descendants.ts';
import { revokeToken } from './revoke-token.ts';
import type { ChangeInput, ChangeName, ChangeOutcome, SqlChange } from './sql-change.ts';
import { updateAccount } from './update-account.ts';
import { updateResource } from './update-resource.ts';
import { updateToken } from './update-token.ts';
import { writeSetting } from './write-setting.ts';

/** Every change, by the name it has in the port. */
export const allChanges: { readonly [Name in ChangeName]: SqlChange<Name> } = {
  createAccount,
  reserveAccountId,
  updateAccount,
  createResource,
  updateResource,
  deleteResource,
  issueToken,
  updateToken,
  revokeToken,
  revokeDescendants,
  deleteToken,
  replaceToken,
  announce,
  addUses,
  openJournal,
  foldUses,
  recordAudit,
  pruneAudit,
  eraseAccount,
  rekeyTokens,
  changeKeyState,
  writeSetting,
};

/** How an engine carries out a change: in a transaction, wherever its transactions run. */
export type PerformChange = <Name extends ChangeName>(
  name: Name,
  input: ChangeInput<Name>,
) => Promise<ChangeOutcome<Name>>;

/** The port's changes, each handed to the engine by name. */
export function createStoreChanges(perform: PerformChange): StoreChanges {
  const names = Object.keys(allChanges) as ChangeName[];
  return Object.fromEntries(
    names.map((name) => [name, (input: ChangeInput<typeof name>) => perform(name, input)]),
  ) as unknown as StoreChanges;
}
