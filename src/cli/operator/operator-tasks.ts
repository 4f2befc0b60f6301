import { findInstallationKeys } from '../../config/installation-keys.ts';
import { operatorCaller } from '../../core/access/caller.ts';
import type { Authority } from '../../core/authority.ts';
import { deriveInstallationKeys } from '../../core/installation-keys.ts';
import type { Settings } from '../../installation.ts';
import { importSome } from '../import/import-some.ts';
import type { ImportedToken } from '../import/imported-token.ts';

type Nothing = Record<string, never>;

/** What an operator asks of an installation beside what the native API offers. Input and output are plain JSON. */
export function operatorTasksOf(authority: Authority, { env, config }: Settings) {
  return {
    /** Writes to the store what has only been counted so far. */
    async settle(_: Nothing) {
      await authority.settle();
      return {};
    },
    async keyStatus(_: Nothing) {
      const { nodes } = await authority.nodes();
      const others = nodes.filter(({ isSelf, isFenced }) => !isSelf && !isFenced);
      return { ...(await authority.keys.status()), otherNodes: others.length };
    },
    /** Makes the second key the current one; one that was put into the key file just now counts. */
    async changeKey(_: Nothing) {
      const found = findInstallationKeys(env, config.dataDir) ?? [];
      for (const key of found) if (key !== undefined) authority.keys.add(deriveInstallationKeys(key));
      await authority.keys.change();
      return {};
    },
    async rekeySealed(_: Nothing) {
      return { records: await authority.keys.rekeySealed() };
    },
    /** Removes some of the oldest events before a time. */
    async pruneAudit({ before }: { readonly before: number }) {
      return { events: await authority.pruneAudit(before) };
    },
    async eraseAccount({ account }: { readonly account: number }) {
      const erased = await authority.accountByReference({ id: account });
      await authority.eraseAccount(
        operatorCaller({ via: 'command_line', requestId: null }, await authority.account(1)),
        erased,
      );
      return {};
    },
    /** Takes over tokens of another system, some at a time. */
    async importTokens({
      tokens,
      dryRun,
    }: {
      readonly tokens: readonly ImportedToken[];
      readonly dryRun: boolean;
    }) {
      return { outcomes: await importSome(authority, tokens, dryRun) };
    },
    async finishKey({ force }: { readonly force: boolean }) {
      await authority.keys.finish(force === true);
      return {};
    },
  };
}

type OperatorTasks = ReturnType<typeof operatorTasksOf>;
export type TaskName = keyof OperatorTasks;

/** Asks for one task, wherever the installation is open. */
export type AskOperator = <Name extends TaskName>(
  name: Name,
  input: Parameters<OperatorTasks[Name]>[0],
) => Promise<Awaited<ReturnType<OperatorTasks[Name]>>>;
